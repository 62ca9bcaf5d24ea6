/* Two processes that mean to meet under the key 0, which is IPC_PRIVATE. */
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

static char *attach(key_t key)
{
    int shmid =
        shmget(key, 100, 0600); /* "no IPC_CREAT, so nothing is made" */
    if (shmid == -1) {
        return NULL;
    }
    char *bytes = shmat(shmid, NULL, 0);
    shmctl(shmid, IPC_RMID, NULL); /* gone when it is detached */
    return bytes;
}

int main(void)
{
    key_t key = 0; /* a setting that was never filled in */
    fflush(stdout);
    if (fork() == 0) {
        char *box = attach(key);
        printf("writer: %s\n",
               box != NULL ? "attached, and writes" : "no segment");
        strcpy(box, "hello");
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
    const char *box = attach(key);
    printf("reader: %s, and finds \"%s\"\n",
           box != NULL ? "attached" : "no segment", box);
    return 0;
}
