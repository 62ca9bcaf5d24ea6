/* A function that returns in the middle, and what it holds by then. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether both paths lead to files of one size. */
static bool same_size(const char *left, const char *right)
{
    struct stat a, b;
    int one = open(left, O_RDONLY);
    if (one == -1) {
        return false;
    }
    int other = open(right, O_RDONLY);
    if (other == -1) {
        return false; /* "one" is forgotten */
    }
    bool same = fstat(one, &a) == 0 && fstat(other, &b) == 0 &&
                a.st_size == b.st_size;
    close(one);
    close(other);
    return same;
}

static int count_descriptors(void)
{
    int count = 0;
    for (int fd = 0; fd < 1024; fd++) {
        count += fcntl(fd, F_GETFD) != -1 ? 1 : 0;
    }
    return count;
}

static void call(const char *what, const char *left, const char *right)
{
    int before = count_descriptors();
    same_size(left, right);
    printf("%-22s %d more\n", what, count_descriptors() - before);
}

int main(void)
{
    call("both are there:", "/", "/");
    call("the first is missing:", "/no/such", "/");
    call("the second is missing:", "/", "/no/such");
    return 0;
}
