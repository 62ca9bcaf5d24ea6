/* Two programs that have never heard of each other, and one key. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

static int make(const char *who, key_t key, int flags)
{
    int shmid = shmget(key, 100, flags | 0600);
    printf("%s: %s\n", who,
           shmid != -1 ? "has a segment" : strerrorname_np(errno));
    return shmid;
}

int main(void)
{
    key_t key = 0x5e000000 + getpid(); /* a key that nobody else uses now */
    int first = make("the editor", key, IPC_CREAT);
    char *text = shmat(first, NULL, 0);
    if (text == (void *)-1) {
        perror("no segment");
        return 1;
    }
    strcpy(text, "an unsaved letter");

    int second = make("the game, IPC_CREAT alone", key, IPC_CREAT);
    printf("is it the editor's? %s\n", first == second ? "yes" : "no");
    char *scores = shmat(second, NULL, 0);
    memset(scores, 0, 100); /* "clear what I have just made" */
    printf("the editor now holds \"%s\"\n", text);

    make("the game, with IPC_EXCL", key, IPC_CREAT | IPC_EXCL);

    shmctl(first, IPC_RMID, NULL);
    return 0;
}
