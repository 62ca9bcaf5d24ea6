/* An object as it is born, and when it has a size. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void touch(const char *where, const char *byte)
{
    int status = 0;
    fflush(stdout);
    if (fork() == 0) {
        _exit(*byte == 0 ? 0 : 1);
    }
    wait(&status);
    printf("  %s: %s%s\n", where, WIFSIGNALED(status) ? "SIG" : "0",
           WIFSIGNALED(status) ? sigabbrev_np(WTERMSIG(status)) : "");
}

int main(void)
{
    char name[32];
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    snprintf(name, sizeof name, "/explain-%d", getpid());
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    char *memory = mmap(NULL, 2 * page, PROT_READ, MAP_SHARED, fd, 0);
    if (fd == -1 || memory == MAP_FAILED) {
        perror("no object");
        return 1;
    }
    shm_unlink(name);
    const size_t sizes[] = {0, 10};
    for (int i = 0; i < 2; i++) {
        struct stat status;
        if (ftruncate(fd, (off_t)sizes[i]) != 0 ||
            fstat(fd, &status) != 0) {
            return 1;
        }
        printf("size %jd, mapped\n", (intmax_t)status.st_size);
        touch("first byte ", memory);
        touch("byte 10    ", memory + 10);
        touch("second page", memory + page);
    }
    return 0;
}
