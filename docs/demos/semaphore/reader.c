/* reader: takes messages as they come, and sleeps while there is none.
 *
 *     cc -o reader reader.c && ./reader          in the same folder, after the writer
 */
#define _GNU_SOURCE /* semtimedop */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "board.h"

static int fail(const char *what)
{
    fprintf(stderr, "reader: %s: %s\n", what, strerror(errno));
    return 1;
}

static int receive_all(int set, const struct board *board)
{
    for (bool last = false; !last;) {
        if (take_one(set, WRITTEN) != 0) {
            return fail(errno == EIDRM ? "the writer has gone" : "waiting for WRITTEN");
        }
        /* The message is ours until we say TAKEN. */
        last = board->last;
        printf("took \"%.*s\"\n", (int)strnlen(board->text, sizeof board->text), board->text);
        if (add_one(set, TAKEN) != 0) {
            return fail("semop");
        }
        printf("TAKEN + 1%s\n", last ? ": that was the last" : "");
    }
    return 0;
}

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once, through a pipe too */
    stop_on_signals();

    key_t key = ftok(argc > 1 ? argv[1] : ".", PROJECT);
    int segment = key == -1 ? -1 : shmget(key, sizeof(struct board), 0);
    int set = segment < 0 ? -1 : semget(key, SEMAPHORES, 0);
    if (set < 0) {
        if (errno == ENOENT) {
            fprintf(stderr, "reader: start the writer first, in the same folder\n");
        }
        return fail("what the writer shares");
    }
    const struct board *board = shmat(segment, NULL, SHM_RDONLY);
    if (board == (void *)-1) {
        return fail("shmat");
    }
    printf("attached: waiting for WRITTEN\n");
    int status = receive_all(set, board);
    shmdt(board);
    return status;
}
