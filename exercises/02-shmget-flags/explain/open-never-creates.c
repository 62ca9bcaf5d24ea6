/* Reader and writer both say IPC_CREAT, and the reader comes first. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

static const char *outcome(int shmid)
{
    return shmid == -1 ? strerrorname_np(errno) : "has a segment";
}

int main(void)
{
    key_t key = 0x5e000000 + getpid(); /* a key that nobody else uses now */

    int careful = shmget(key, 100, 0);
    printf("the reader, without IPC_CREAT:       %s\n", outcome(careful));

    int reader = shmget(key, 100, IPC_CREAT | 0600);
    printf("the reader, with IPC_CREAT:          %s\n", outcome(reader));
    char *text = shmat(reader, NULL, 0);
    if (text == (void *)-1) {
        perror("no segment");
        return 1;
    }
    printf("what it finds to read:               \"%s\"\n", text);

    /* The message has grown since the reader was written. */
    int writer = shmget(key, 200, IPC_CREAT | 0600);
    printf("the writer, who needs 200 bytes:     %s\n", outcome(writer));

    shmctl(reader, IPC_RMID, NULL);
    return 0;
}
