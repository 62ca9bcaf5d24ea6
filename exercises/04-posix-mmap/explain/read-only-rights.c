/* An object of mode 0444, and its owner. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static void try(const char *name, const char *what, int flags)
{
    int fd = shm_open(name, flags, 0);
    printf("%-10s %s\n", what, fd == -1 ? strerrorname_np(errno) : "works");
    if (fd != -1) {
        close(fd);
    }
}

int main(void)
{
    if (geteuid() == 0 && seteuid(65534) != 0) { /* root may do anything */
        perror("seteuid");
    }
    char name[32];
    snprintf(name, sizeof name, "/explain-%d", getpid());
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd == -1 || fchmod(fd, 0444) != 0) {
        perror("no object");
        return 1;
    }
    try(name, "O_RDONLY:", O_RDONLY);
    try(name, "O_RDWR:", O_RDWR);
    printf("the descriptor that was open before: %s\n",
           ftruncate(fd, 100) == 0 ? "still writes"
                                   : strerrorname_np(errno));
    shm_unlink(name);
    return 0;
}
