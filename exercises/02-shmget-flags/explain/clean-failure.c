/* Whose errno is it after the cleaning up? */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

static int make(size_t size)
{
    return shmget(IPC_PRIVATE, size, 0600);
}

/* The same with a "clean-up" behind it, which fails too. */
static int make_and_tidy(size_t size)
{
    int shmid = shmget(IPC_PRIVATE, size, 0600);
    close(-1);
    return shmid;
}

static void show(const char *what, int shmid)
{
    if (shmid == -1) {
        printf("%-29s %s\n", what, strerrorname_np(errno));
    } else {
        shmctl(shmid, IPC_RMID, NULL);
        printf("%-29s works\n", what);
    }
}

int main(void)
{
    show("0 bytes:", make(0));
    show("SIZE_MAX bytes:", make(SIZE_MAX));
    show("SIZE_MAX bytes, then a close:", make_and_tidy(SIZE_MAX));
    show("the low 32 bits of 2^32 + 100:",
         make((uint32_t)(UINT64_C(4294967396))));
    return 0;
}
