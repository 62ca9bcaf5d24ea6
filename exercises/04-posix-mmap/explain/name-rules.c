/* Which names the C library takes, and what it makes of them. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The name with the number of this process behind it, so it is free. */
static void try(const char *before)
{
    char name[64];
    snprintf(name, sizeof name, "%s%d", before, getpid());
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    printf("%-12s %s\n", before,
           fd == -1 ? strerrorname_np(errno) : "an object");
    if (fd != -1) {
        shm_unlink(name);
        close(fd);
    }
}

int main(void)
{
    char name[64], same[64];
    try("/board");
    try("board");
    try("//board");
    try("/bo/ard");

    snprintf(name, sizeof name, "/board%d", getpid());
    snprintf(same, sizeof same, "///board%d", getpid());
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    int other = shm_open(same, O_RDWR, 0);
    printf("/board and ///board are %s\n",
           fd != -1 && other != -1 ? "one object" : "two names");
    shm_unlink(name);
    return 0;
}
