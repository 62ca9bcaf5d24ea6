/* A reader comes between shm_open and ftruncate of the maker. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void read_it(const char *name)
{
    struct stat status = {0};
    int fd = shm_open(name, O_RDONLY, 0), result = 0;
    fstat(fd, &status);
    printf("  it has %jd bytes\n", (intmax_t)status.st_size);
    if (mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_SHARED, fd, 0) ==
        MAP_FAILED) {
        printf("  mmap of so many: %s\n", strerrorname_np(errno));
    }
    const char *guess = mmap(NULL, 100, PROT_READ, MAP_SHARED, fd, 0);
    fflush(stdout);
    if (guess != MAP_FAILED && fork() == 0) {
        _exit(guess[0]);
    }
    wait(&result);
    printf("  mmap of 100 and a look: %s%s\n",
           WIFSIGNALED(result) ? "SIG" : "works",
           WIFSIGNALED(result) ? sigabbrev_np(WTERMSIG(result)) : "");
    close(fd);
}

int main(void)
{
    char name[32];
    snprintf(name, sizeof name, "/explain-%d", getpid());
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    printf("after shm_open\n");
    read_it(name);
    if (fd == -1 || ftruncate(fd, 100) != 0) {
        perror("ftruncate");
    }
    printf("after ftruncate\n");
    read_it(name);
    shm_unlink(name);
    return 0;
}
