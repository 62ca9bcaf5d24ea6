/* A segment of 100 bytes is opened with other sizes. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

static void open_with(key_t key, size_t size)
{
    int shmid = shmget(key, size, 0);
    printf("opened with size %4zu: %s\n", size,
           shmid == -1 ? strerrorname_np(errno) : "works");
}

int main(void)
{
    key_t key = 0x5e000000 + getpid(); /* a key that nobody else uses now */
    int shmid = shmget(key, 100, IPC_CREAT | IPC_EXCL | 0600);
    char *bytes = shmat(shmid, NULL, 0);
    if (bytes == (void *)-1) {
        perror("no segment");
        return 1;
    }
    open_with(key, 0);
    open_with(key, 50);
    open_with(key, 100);
    open_with(key, 101);
    open_with(key, 4096);
    bytes[100] = 'x';
    printf("yet a store into byte 100 goes unpunished\n");
    shmctl(shmid, IPC_RMID, NULL);
    return 0;
}
