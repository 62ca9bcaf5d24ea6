/* reader: takes the text out of the object that the writer made.
 *
 *     cc -o reader reader.c && ./reader          while the writer waits
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail(const char *what)
{
    fprintf(stderr, "reader: %s: %s\n", what, strerror(errno));
    return 1;
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "/demo-posix";
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once, through a pipe too */

    /* No O_CREAT: who reads wants the writer's object, and not an empty one of his own. */
    int fd = shm_open(name, O_RDONLY, 0);
    if (fd < 0) {
        if (errno == ENOENT) {
            fprintf(stderr, "reader: start the writer first, in another terminal\n");
        }
        return fail(name);
    }
    printf("shm_open: found %s\n", name);

    struct stat info;
    if (fstat(fd, &info) != 0) {
        return fail("fstat");
    }
    if (info.st_size == 0) {
        fprintf(stderr, "reader: the writer has not sized it yet: try again\n");
        return 1;
    }
    size_t size = (size_t)info.st_size;
    printf("fstat: it has %zu bytes\n", size);

    const char *memory = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
    close(fd); /* the mapping holds the object from here on */
    if (memory == MAP_FAILED) {
        return fail("mmap");
    }
    printf("mmap: I see the same bytes, for reading only\n");

    /* The writer promises a text; its end is believed only within the object. */
    printf("it says: %.*s\n", (int)strnlen(memory, size), memory);

    munmap((void *)memory, size);
    printf("munmap: done; the object is not mine to remove\n");
    return 0;
}
