/* writer: puts a text into shared memory, then raises a flag, then waits until it was taken.
 *
 *     cc -o writer writer.c && ./writer          Ctrl-C ends it early
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
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
    fprintf(stderr, "writer: %s: %s\n", what, strerror(errno));
    return 1;
}

static int send(struct letter *letter, const char *text)
{
    strcpy(letter->text, text);
    printf("the text is in; the flag still says EMPTY\n");

    /* Release: whoever sees READY by an acquire sees all that was stored before it. A plain int
     * promises nothing: the compiler may raise the flag first. */
    atomic_store_explicit(&letter->status, READY, memory_order_release);
    printf("the flag says READY\n");

    while (!stopped && atomic_load_explicit(&letter->status, memory_order_acquire) != TAKEN) {
        nanosleep(&(struct timespec){.tv_nsec = LOOK_AGAIN_NS}, NULL);
    }
    printf(stopped ? "stopped before it was taken\n" : "the flag says TAKEN: it has arrived\n");
    return stopped ? 1 : 0;
}

static int send_through(int fd)
{
    if (ftruncate(fd, sizeof(struct letter)) != 0) {
        return fail("ftruncate");
    }
    struct letter *letter = mmap(NULL, sizeof *letter, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (letter == MAP_FAILED) {
        return fail("mmap");
    }
    printf("sized and mapped: the flag says EMPTY\n");
    int status = send(letter, "Good morning, reader.");
    munmap(letter, sizeof *letter);
    return status;
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "/demo-ready-flag";
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once, through a pipe too */
    struct sigaction on_end = {.sa_handler = stop};
    sigaction(SIGINT, &on_end, NULL);
    sigaction(SIGTERM, &on_end, NULL);

    /* A new object each time: in an old one the flag would still be as the last run left it. */
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd < 0) {
        if (errno == EEXIST) {
            fprintf(stderr, "writer: another writer is at work, or was killed: see /dev/shm%s\n",
                    name);
        }
        return fail(name);
    }
    printf("made %s\n", name);
    int status = send_through(fd);
    close(fd);
    shm_unlink(name);
    printf("removed it\n");
    return status;
}
