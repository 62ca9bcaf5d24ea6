/* writer: makes a System V segment, puts a text into it, and removes it at the end.
 *
 *     cc -o writer writer.c && ./writer          Ctrl-C ends it
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

enum { SIZE = 4096, PROJECT = 'W' };

static int fail(const char *what)
{
    fprintf(stderr, "writer: %s: %s\n", what, strerror(errno));
    return 1;
}

static int put_text(int id, const char *text)
{
    char *memory = shmat(id, NULL, 0);
    if (memory == (void *)-1) { /* shmat's failure is not NULL */
        return fail("shmat");
    }
    printf("shmat: the segment is part of my memory\n");

    strcpy(memory, text);
    printf("stored the text, as into any memory\n");

    shmdt(memory);
    printf("shmdt: I let go; the segment keeps the text\n");
    return 0;
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : ".";
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once, through a pipe too */

    /* Ctrl-C is held back until sigwait takes it, so it cannot come between making the segment and
     * removing it. */
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    sigprocmask(SIG_BLOCK, &ends, NULL);

    /* A key is no more than a number that both programs can work out. Two files may share one. */
    key_t key = ftok(path, PROJECT);
    if (key == -1) {
        return fail(path);
    }
    printf("ftok: both of us get the key 0x%08x\n", (unsigned)key);

    /* IPC_EXCL: without it we would take a stranger's segment for ours. 0600: for nobody else. */
    int id = shmget(key, SIZE, IPC_CREAT | IPC_EXCL | 0600);
    if (id < 0) {
        if (errno == EEXIST) {
            fprintf(stderr, "writer: the key is in use. Whose segment is it? See ipcs -m -p\n");
        }
        return fail("shmget");
    }
    printf("shmget: made segment %d\n", id);

    int status = put_text(id, "Good morning, reader.");
    if (status == 0) {
        int signal_number = 0;
        printf("it stays until you press Ctrl-C\n");
        sigwait(&ends, &signal_number);
    }
    shmctl(id, IPC_RMID, NULL);
    printf("shmctl IPC_RMID: gone, as nobody is attached\n");
    return status;
}
