/* A size of 0 and a foreign mode bit, found out by the system, or not. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static void step(const char *what, int failed)
{
    printf("%-24s %s\n", what, failed ? strerrorname_np(errno) : "works");
}

int main(void)
{
    char name[32];
    struct stat status = {0};
    snprintf(name, sizeof name, "/explain-%d", getpid());

    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 01600);
    step("shm_open, mode 01600:", fd == -1);
    fstat(fd, &status);
    printf("%-24s %05o\n", "its mode:", (unsigned)status.st_mode & 07777);
    step("ftruncate, size 0:", ftruncate(fd, 0) == -1);
    step("mmap, size 0:",
         mmap(NULL, 0, PROT_READ, MAP_SHARED, fd, 0) == MAP_FAILED);
    step("shm_open, O_EXCL again:",
         shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600) == -1);
    shm_unlink(name);
    return 0;
}
