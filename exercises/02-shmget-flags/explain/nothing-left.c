/* A program that makes a segment, and one check too late. */
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

static int make(key_t key, char *name)
{
    int shmid = shmget(key, 100, IPC_CREAT | IPC_EXCL | 0600);
    if (shmid == -1 || name == NULL) {
        return -1; /* "nothing has been done" */
    }
    strcpy(name, "box");
    return shmid;
}

static void show(const char *when, key_t key)
{
    int shmid = shmget(key, 0, 0);
    printf("%-27s %s\n", when, shmid == -1 ? "no segment" : "a segment");
}

int main(void)
{
    key_t key = 0x5e000000 + getpid(); /* a key that nobody else uses now */
    show("before:", key);
    fflush(stdout);
    if (fork() == 0) {
        _exit(make(key, NULL) == -1 ? 0 : 1);
    }
    wait(NULL);
    show("failed, and its maker gone:", key);

    char name[4];
    printf("the same call once more:    %s\n",
           make(key, name) == -1 ? "fails" : "works");
    shmctl(shmget(key, 0, 0), IPC_RMID, NULL);
    show("removed by hand:", key);
    return 0;
}
