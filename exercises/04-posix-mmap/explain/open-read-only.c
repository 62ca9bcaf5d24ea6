/* What a descriptor and a mapping allow: four combinations. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void map(const char *what, const char *name, int flags,
                int protection, int sharing)
{
    int status = 0, fd = shm_open(name, flags, 0);
    char *memory = mmap(NULL, 100, protection, sharing, fd, 0);
    close(fd);
    printf("%-36s ", what);
    if (memory == MAP_FAILED) {
        printf("mmap fails: %s\n", strerrorname_np(errno));
        return;
    }
    fflush(stdout);
    if (fork() == 0) {
        memory[0]++;
        _exit(0);
    }
    wait(&status);
    printf("a store: %s\n", WIFSIGNALED(status) ? "SIGSEGV" : "works");
}

int main(void)
{
    char name[32];
    snprintf(name, sizeof name, "/explain-%d", getpid());
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600), byte = -1;
    if (fd == -1 || ftruncate(fd, 100) != 0) {
        perror("no object");
        return 1;
    }
    int both = PROT_READ | PROT_WRITE;
    map("O_RDWR, to read and write, shared:", name, O_RDWR, both,
        MAP_SHARED);
    map("O_RDWR, to read, shared:", name, O_RDWR, PROT_READ, MAP_SHARED);
    map("O_RDONLY, to read and write, shared:", name, O_RDONLY, both,
        MAP_SHARED);
    map("O_RDONLY, to read and write, private", name, O_RDONLY, both,
        MAP_PRIVATE);
    shm_unlink(name);
    byte = pread(fd, &byte, 1, 0) == 1 ? byte & 0xff : -1;
    printf("the object has seen %d of the two stores that worked\n", byte);
    return 0;
}
