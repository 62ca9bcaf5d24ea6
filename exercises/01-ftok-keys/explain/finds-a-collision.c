/* Makes files in memory until one has the key of the first. */
#include <stdbool.h>
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static key_t key_of(int fd)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return ftok(path, 'C');
}

static bool same_file(int one, int other)
{
    struct stat a, b;
    return fstat(one, &a) == 0 && fstat(other, &b) == 0 &&
           a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

int main(void)
{
    int first = memfd_create("first", 0);
    key_t key = key_of(first);
    int fd = memfd_create("other", 0);
    for (long made = 1; key_of(fd) != key && made < 4000000; made++) {
        close(fd);
        fd = memfd_create("other", 0);
    }
    printf("one key:  %s\n", key_of(fd) == key ? "yes" : "no");
    printf("one file: %s\n", same_file(first, fd) ? "yes" : "no");
    return 0;
}
