/* What belongs to one process: a static variable, and an address. */
#include <err.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct house {
    int visitors;
    int *bell; /* points to `visitors` in the mapping of whoever set it */
};

static int static_visitors;

static struct house *map(int fd)
{
    void *address = mmap(NULL, sizeof(struct house), PROT_READ | PROT_WRITE,
                         MAP_SHARED, fd, 0);
    if (address == MAP_FAILED) {
        err(1, "mmap");
    }
    return address;
}

int main(void)
{
    int fd = memfd_create("house", 0);
    if (fd == -1 || ftruncate(fd, sizeof(struct house)) == -1) {
        err(1, "memfd_create");
    }
    struct house *mine = map(fd);
    pid_t child = fork();
    if (child == 0) {
        struct house *yours =
            map(fd); /* `mine` is taken: another address */
        static_visitors++;
        yours->visitors++;
        yours->bell = &yours->visitors;
        _exit(0);
    }
    if (child == -1 || waitpid(child, NULL, 0) == -1) {
        err(1, "child");
    }
    printf("static variable, seen by the parent: %d\n", static_visitors);
    printf("field in the shared memory:          %d\n", mine->visitors);
    printf("the child's pointer is good here:    %s\n",
           mine->bell == &mine->visitors ? "yes" : "no");
    return 0;
}
