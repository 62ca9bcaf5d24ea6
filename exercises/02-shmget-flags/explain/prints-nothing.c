/* A call fails, a message is printed about it, and the caller asks why. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

/* No such segment: ENOENT, which tells the caller to make one. */
static int quiet(key_t key)
{
    return shmget(key, 0, 0);
}

static int talkative(key_t key)
{
    int shmid = shmget(key, 0, 0);
    if (shmid == -1) {
        fprintf(stderr, "no segment with key %#x\n", (unsigned)key);
    }
    return shmid;
}

int main(void)
{
    key_t key = 0x5e000000 + getpid(); /* a key that nobody uses */
    close(STDERR_FILENO);              /* as some daemons do */

    quiet(key);
    printf("quiet:     %s\n", strerrorname_np(errno));
    talkative(key);
    printf("talkative: %s\n", strerrorname_np(errno));
    return 0;
}
