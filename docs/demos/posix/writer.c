/* writer: makes a POSIX shared memory object, puts a text into it, and removes it at the end.
 *
 *     cc -o writer writer.c && ./writer          Ctrl-C ends it
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SIZE = 4096 };

static int fail(const char *what)
{
    fprintf(stderr, "writer: %s: %s\n", what, strerror(errno));
    return 1;
}

/* From the empty object to a text in it. Whatever fails here, main removes the object. */
static int put_text(int fd, const char *text)
{
    /* A new object has no bytes: a store through a mapping of it would end in SIGBUS. */
    if (ftruncate(fd, SIZE) != 0) {
        return fail("ftruncate");
    }
    printf("ftruncate: it has %d bytes, all zero\n", SIZE);

    char *memory = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) {
        return fail("mmap");
    }
    printf("mmap: the object is part of my memory\n");

    strcpy(memory, text);
    printf("stored the text, as into any memory\n");

    munmap(memory, SIZE);
    printf("munmap: I let go; the object keeps the text\n");
    return 0;
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "/demo-posix";
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once, through a pipe too */

    /* Ctrl-C is held back until sigwait takes it, so it cannot come between making the object and
     * removing it. */
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    sigprocmask(SIG_BLOCK, &ends, NULL);

    /* O_EXCL: the object is new, so it is ours to fill and to remove. 0600: for nobody else. */
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd < 0) {
        if (errno == EEXIST) {
            fprintf(stderr, "writer: another writer is at work, or was killed: see /dev/shm%s\n",
                    name);
        }
        return fail(name);
    }
    printf("shm_open: made %s\n", name);

    int status = put_text(fd, "Good morning, reader.");
    close(fd);
    if (status == 0) {
        int signal_number = 0;
        printf("it stays until you press Ctrl-C\n");
        sigwait(&ends, &signal_number);
    }
    shm_unlink(name);
    printf("shm_unlink: the name is gone\n");
    return status;
}
