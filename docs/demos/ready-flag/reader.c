/* reader: waits for the flag, takes the text, and says so.
 *
 *     cc -o reader reader.c && ./reader          after the writer; Ctrl-C ends it early
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "letter.h"

static volatile sig_atomic_t stopped;

static void stop(int number)
{
    stopped = number;
}

static int fail(const char *what)
{
    fprintf(stderr, "reader: %s: %s\n", what, strerror(errno));
    return 1;
}

static int receive(struct letter *letter)
{
    /* Acquire: the loads below cannot be done before the flag was seen. A plain int in a loop may
     * be loaded once and never again. Sleeping a little leaves the processor to others; how one
     * waits without looking again and again is shown in the semaphore demo. */
    while (!stopped && atomic_load_explicit(&letter->status, memory_order_acquire) != READY) {
        nanosleep(&(struct timespec){.tv_nsec = LOOK_AGAIN_NS}, NULL);
    }
    if (stopped) {
        printf("stopped before anything came\n");
        return 1;
    }
    char text[sizeof letter->text];
    memcpy(text, letter->text, sizeof text);
    printf("the flag says READY: %.*s\n", (int)strnlen(text, sizeof text), text);

    /* Only now, when the copy is made: the writer may do with its letter what it likes. */
    atomic_store_explicit(&letter->status, TAKEN, memory_order_release);
    printf("set the flag to TAKEN\n");
    return 0;
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "/demo-ready-flag";
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once, through a pipe too */
    struct sigaction on_end = {.sa_handler = stop};
    sigaction(SIGINT, &on_end, NULL);
    sigaction(SIGTERM, &on_end, NULL);

    int fd = shm_open(name, O_RDWR, 0);
    if (fd < 0) {
        if (errno == ENOENT) {
            fprintf(stderr, "reader: start the writer first, in another terminal\n");
        }
        return fail(name);
    }
    struct stat info;
    if (fstat(fd, &info) != 0 || (size_t)info.st_size < sizeof(struct letter)) {
        fprintf(stderr, "reader: the writer has not sized it yet: try again\n");
        return 1;
    }
    struct letter *letter = mmap(NULL, sizeof *letter, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (letter == MAP_FAILED) {
        return fail("mmap");
    }
    printf("mapped %s: waiting for the flag\n", name);
    int status = receive(letter);
    munmap(letter, sizeof *letter);
    return status;
}
