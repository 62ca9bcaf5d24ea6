/* A function prints in a process whose standard output is closed. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
    char name[32];
    snprintf(name, sizeof name, "/explain-%d", getpid());
    int terminal = dup(STDOUT_FILENO);
    close(STDOUT_FILENO); /* as some daemons do */

    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    shm_unlink(name);
    if (fd == -1 || ftruncate(fd, 100) != 0) {
        perror("no object");
        return 1;
    }
    char *scores =
        mmap(NULL, 100, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    strcpy(scores, "anna 12, bert 9");

    printf("board opened"); /* a line that helped to find a fault */
    fflush(stdout);

    dprintf(terminal, "the object's descriptor: %d\n", fd);
    dprintf(terminal, "the scores: \"%s\"\n", scores);
    return 0;
}
