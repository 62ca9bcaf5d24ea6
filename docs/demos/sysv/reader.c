/* reader: takes the text out of the segment that the writer made.
 *
 *     cc -o reader reader.c && ./reader          in the same folder, while the writer waits
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

enum { PROJECT = 'W' };

static int fail(const char *what)
{
    fprintf(stderr, "reader: %s: %s\n", what, strerror(errno));
    return 1;
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : ".";
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once, through a pipe too */

    key_t key = ftok(path, PROJECT);
    if (key == -1) {
        return fail(path);
    }
    printf("ftok: my key is 0x%08x\n", (unsigned)key);

    /* No IPC_CREAT: who reads wants the writer's segment. Size 0 takes it whatever its size. */
    int id = shmget(key, 0, 0);
    if (id < 0) {
        if (errno == ENOENT) {
            fprintf(stderr, "reader: start the writer first, in the same folder\n");
        }
        return fail("shmget");
    }
    printf("shmget: found segment %d\n", id);

    const char *memory = shmat(id, NULL, SHM_RDONLY);
    if (memory == (void *)-1) {
        return fail("shmat");
    }
    printf("shmat: I see the same bytes, for reading only\n");

    struct shmid_ds info;
    if (shmctl(id, IPC_STAT, &info) != 0) {
        return fail("shmctl IPC_STAT");
    }
    printf("it says: %.*s\n", (int)strnlen(memory, info.shm_segsz), memory);

    shmdt(memory);
    printf("shmdt: done; the segment is not mine to remove\n");
    return 0;
}
