/* A range that refuses nonsense, before or after it has stored it; and
 * two calls of the system that refuse zero. */
#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>

struct range {
    int low, high;
};

static int fail(int error)
{
    errno = error;
    return -1;
}

static int set_storing_first(struct range *range, int low, int high)
{
    range->low = low;
    range->high = high;
    return range->low < range->high ? 0 : fail(EINVAL);
}

static int set_checking_first(struct range *range, int low, int high)
{
    if (range == NULL || low >= high) {
        return fail(EINVAL);
    }
    *range = (struct range){low, high};
    return 0;
}

static void show(const char *how,
                 int (*set)(struct range *range, int low, int high))
{
    struct range heating = {18, 22};
    int result = set(&heating, 30, 5);
    printf("%s first: %d, %s; the range is %d to %d\n", how, result,
           errno == EINVAL ? "EINVAL" : "another error", heating.low,
           heating.high);
}

int main(void)
{
    show("stored ", set_storing_first);
    show("checked", set_checking_first);

    errno = 0;
    void *nothing =
        mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    printf("mmap of 0 bytes: %s, %s\n",
           nothing == MAP_FAILED ? "MAP_FAILED" : "an address",
           errno == EINVAL ? "EINVAL" : "another error");
    return 0;
}
