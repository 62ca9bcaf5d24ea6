/* reader: takes numbers out of the ring, and sleeps while all slots are empty.
 *
 *     cc -pthread -o reader reader.c && ./reader          after the writer; Ctrl-C ends it early
 */
#define _GNU_SOURCE /* sem_clockwait */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ring.h"

static int fail(const char *what)
{
    fprintf(stderr, "reader: %s: %s\n", what, strerror(errno));
    return 1;
}

static int receive_all(const struct ring *ring, sem_t *free_slots, sem_t *full_slots)
{
    for (int item = 0, slot = 0; item != ITEMS; slot = (slot + 1) % SLOTS) {
        if (take_one(full_slots) != 0) {
            return fail("waiting for a full slot");
        }
        item = ring->slots[slot];
        sem_post(free_slots); /* after the load: the writer may fill it again at once */
        printf("took %d out of slot %d\n", item, slot);
    }
    return 0;
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "/demo-ring";
    char free_name[100], full_name[100];
    snprintf(free_name, sizeof free_name, "%s-free", name);
    snprintf(full_name, sizeof full_name, "%s-full", name);
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once, through a pipe too */
    stop_on_signals();

    int fd = shm_open(name, O_RDONLY, 0);
    struct stat info;
    if (fd < 0 || fstat(fd, &info) != 0 || (size_t)info.st_size < sizeof(struct ring)) {
        fprintf(stderr, "reader: start the writer first, in another terminal\n");
        return 1;
    }
    const struct ring *ring = mmap(NULL, sizeof *ring, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    sem_t *free_slots = sem_open(free_name, 0);
    sem_t *full_slots = sem_open(full_name, 0);
    if (ring == MAP_FAILED || free_slots == SEM_FAILED || full_slots == SEM_FAILED) {
        return fail("what the writer shares");
    }
    printf("mapped the ring, opened both semaphores\n");
    return receive_all(ring, free_slots, full_slots);
}
