/* Two ticket offices: a counter of each, and one in shared memory. */
#include <err.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct hall {
    atomic_int last;
    int own[3];    /* what each office counts by itself */
    int common[3]; /* what it draws from the hall's counter */
};

static int static_last;

static void sell(struct hall *hall, int office)
{
    hall->own[office] = ++static_last;
    hall->common[office] = atomic_fetch_add(&hall->last, 1) + 1;
}

int main(void)
{
    struct hall *hall = mmap(NULL, sizeof *hall, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (hall == MAP_FAILED) {
        err(1, "mmap");
    }
    for (int office = 0; office < 3; office++) {
        pid_t child = fork();
        if (child == 0) {
            sell(hall, office);
            _exit(0);
        }
        if (child == -1 || waitpid(child, NULL, 0) == -1) {
            err(1, "office");
        }
    }
    printf("offices with static counters:  %d %d %d\n", hall->own[0],
           hall->own[1], hall->own[2]);
    printf("offices with a shared counter: %d %d %d\n", hall->common[0],
           hall->common[1], hall->common[2]);
    return 0;
}
