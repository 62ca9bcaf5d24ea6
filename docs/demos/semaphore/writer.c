/* writer: hands three messages over, one at a time, and sleeps until each was taken.
 *
 *     cc -o writer writer.c && ./writer          Ctrl-C ends it early
 */
#define _GNU_SOURCE /* semtimedop */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "board.h"

union semun { /* the caller of semctl has to define it: semctl(2) */
    int val;
    struct semid_ds *buf;
    unsigned short *array;
};

static int fail(const char *what)
{
    fprintf(stderr, "writer: %s: %s\n", what, strerror(errno));
    return 1;
}

static int send_all(int set, struct board *board)
{
    static const char *const texts[] = {"one", "two", "three"};
    enum { COUNT = sizeof texts / sizeof texts[0] };
    for (int i = 0; i < COUNT; i++) {
        strcpy(board->text, texts[i]);
        board->last = i == COUNT - 1;
        if (add_one(set, WRITTEN) != 0) {
            return fail("semop");
        }
        printf("wrote \"%s\", WRITTEN + 1\n", texts[i]);
        if (take_one(set, TAKEN) != 0) {
            return fail("waiting for TAKEN");
        }
        printf("\"%s\" was taken\n", texts[i]);
    }
    return 0;
}

static int send_through(int set, int segment)
{
    struct board *board = shmat(segment, NULL, 0);
    if (board == (void *)-1) {
        return fail("shmat");
    }
    int status = send_all(set, board);
    shmdt(board);
    return status;
}

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once, through a pipe too */
    stop_on_signals();

    key_t key = ftok(argc > 1 ? argv[1] : ".", PROJECT);
    int set = key == -1 ? -1 : semget(key, SEMAPHORES, IPC_CREAT | IPC_EXCL | 0600);
    if (set < 0) {
        return fail("semget (a set that is left over: ipcs -s)");
    }
    /* First the set with its values, then the segment: a reader that finds the segment can rely
     * on the semaphores. */
    unsigned short values[SEMAPHORES] = {0, 0};
    semctl(set, 0, SETALL, (union semun){.array = values});
    printf("made a set of %d semaphores, both 0\n", SEMAPHORES);

    int status = 1;
    int segment = shmget(key, sizeof(struct board), IPC_CREAT | IPC_EXCL | 0600);
    if (segment < 0) {
        fail("shmget (a segment that is left over: ipcs -m)");
    } else {
        printf("made a segment of %zu bytes\n", sizeof(struct board));
        status = send_through(set, segment);
        shmctl(segment, IPC_RMID, NULL);
    }
    semctl(set, 0, IPC_RMID);
    printf("removed what I made\n");
    return status;
}
