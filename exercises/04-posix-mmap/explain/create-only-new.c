/* An object that is there is "created" three times more. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static void create(const char *name, const char *what, int flags)
{
    struct stat status = {0};
    int fd = shm_open(name, O_RDWR | flags, 0600);
    if (fd == -1) {
        printf("%-18s %s\n", what, strerrorname_np(errno));
        return;
    }
    fstat(fd, &status);
    printf("%-18s opened, of %jd bytes\n", what, (intmax_t)status.st_size);
    close(fd);
}

int main(void)
{
    char name[32];
    snprintf(name, sizeof name, "/explain-%d", getpid());
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd == -1 || ftruncate(fd, 100) != 0) {
        perror("no object");
        return 1;
    }
    printf("%-18s there, of 100 bytes\n", "somebody's:");
    create(name, "O_CREAT | O_EXCL:", O_CREAT | O_EXCL);
    create(name, "O_CREAT:", O_CREAT);
    create(name, "O_CREAT | O_TRUNC:", O_CREAT | O_TRUNC);
    shm_unlink(name);
    return 0;
}
