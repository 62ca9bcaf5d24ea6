/* One object at two addresses: which way leads to the same byte? */
#include <err.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct library {
    char *by_pointer;
    size_t by_distance; /* from the beginning of the struct */
    char shelf[64];
};

static struct library *map(int fd)
{
    void *at = mmap(NULL, sizeof(struct library), PROT_READ | PROT_WRITE,
                    MAP_SHARED, fd, 0);
    if (at == MAP_FAILED) {
        err(1, "mmap");
    }
    return at;
}

int main(void)
{
    int fd = memfd_create("library", 0);
    if (fd == -1 || ftruncate(fd, sizeof(struct library)) == -1) {
        err(1, "memfd_create");
    }
    struct library *here = map(fd), *there = map(fd);
    here->by_pointer = &here->shelf[20];
    here->by_distance = offsetof(struct library, shelf[20]);
    strcpy(&here->shelf[20], "a book");

    char *byte = (char *)there + there->by_distance;
    printf("two addresses:           %s\n", here == there ? "no" : "yes");
    printf("by distance, from there: %s\n", byte);
    printf("by pointer, from there:  the byte at the %s address\n",
           there->by_pointer == byte ? "second" : "first");
    munmap(here, sizeof *here);
    munmap(there, sizeof *there);
    close(fd);
    return 0;
}
