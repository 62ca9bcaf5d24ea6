/* Somebody opens an object with O_TRUNC while another has it mapped. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void read_it(const char *when, const char *memory)
{
    int status = 0;
    fflush(stdout);
    if (fork() == 0) {
        printf("%-16s \"%s\"\n", when, memory);
        fflush(stdout);
        _exit(0);
    }
    wait(&status);
    if (WIFSIGNALED(status)) {
        printf("%-16s killed by SIG%s\n", when,
               sigabbrev_np(WTERMSIG(status)));
    }
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
    char *memory =
        mmap(NULL, 100, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    strcpy(memory, "hello");
    read_it("at first:", memory);
    close(shm_open(name, O_RDWR, 0));
    read_it("opened:", memory);
    close(shm_open(name, O_RDWR | O_TRUNC, 0));
    read_it("with O_TRUNC:", memory);
    shm_unlink(name);
    printf("%-16s %s\n", "no such object:",
           shm_open(name, O_RDWR, 0) == -1 ? strerrorname_np(errno)
                                           : "opened");
    return 0;
}
