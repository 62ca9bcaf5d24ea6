/* writer: sends five numbers through three slots, and sleeps while all slots are full.
 *
 *     cc -pthread -o writer writer.c && ./writer          Ctrl-C ends it early
 */
#define _GNU_SOURCE /* sem_clockwait */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ring.h"

static int fail(const char *what)
{
    fprintf(stderr, "writer: %s: %s\n", what, strerror(errno));
    return 1;
}

static int send_all(struct ring *ring, sem_t *free_slots, sem_t *full_slots)
{
    for (int item = 1, slot = 0; item <= ITEMS; item++, slot = (slot + 1) % SLOTS) {
        if (take_one(free_slots) != 0) {
            return fail("waiting for a free slot");
        }
        ring->slots[slot] = item;
        sem_post(full_slots); /* after the store: it also publishes it */
        printf("put %d into slot %d\n", item, slot);
    }
    return 0;
}

/* With more items than slots it ends only after a reader has come, so nobody finds the names gone. */
static int send_through(int fd, sem_t *free_slots, sem_t *full_slots)
{
    if (ftruncate(fd, sizeof(struct ring)) != 0) {
        return fail("ftruncate");
    }
    struct ring *ring = mmap(NULL, sizeof *ring, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (ring == MAP_FAILED) {
        return fail("mmap");
    }
    printf("made the ring: %d slots\n", SLOTS);
    int status = send_all(ring, free_slots, full_slots);
    munmap(ring, sizeof *ring);
    return status;
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "/demo-ring";
    char free_name[100], full_name[100];
    snprintf(free_name, sizeof free_name, "%s-free", name);
    snprintf(full_name, sizeof full_name, "%s-full", name);
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once, through a pipe too */
    stop_on_signals();

    /* The object's name says that this run is ours; the reader comes in by its size, which it gets
     * last. */
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd < 0) {
        return fail("making the object (one that is left over: /dev/shm)");
    }
    sem_t *free_slots = sem_open(free_name, O_CREAT | O_EXCL, 0600, SLOTS);
    sem_t *full_slots = sem_open(full_name, O_CREAT | O_EXCL, 0600, 0);
    int status = 1;
    if (free_slots == SEM_FAILED || full_slots == SEM_FAILED) {
        fail("sem_open (one that is left over: /dev/shm)");
    } else {
        printf("made two semaphores: free %d, full 0\n", SLOTS);
        status = send_through(fd, free_slots, full_slots);
    }
    /* What we made, and nothing else. */
    if (free_slots != SEM_FAILED) {
        sem_unlink(free_name);
    }
    if (full_slots != SEM_FAILED) {
        sem_unlink(full_name);
    }
    shm_unlink(name);
    printf("removed the names\n");
    return status;
}
