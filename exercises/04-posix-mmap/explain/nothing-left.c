/* What is left when descriptor, mapping and process are gone? */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void use(const char *name)
{
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd == -1 || ftruncate(fd, 100) != 0) {
        _exit(1);
    }
    char *memory =
        mmap(NULL, 100, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    strcpy(memory, "hello");
    printf("the descriptor is closed, and the mapping holds \"%s\"\n",
           memory);
    munmap(memory, 100);
    fflush(stdout);
}

int main(void)
{
    char name[32], text[100] = "";
    snprintf(name, sizeof name, "/explain-%d", getpid());
    if (fork() == 0) {
        use(name);
        _exit(0);
    }
    wait(NULL);

    int fd = shm_open(name, O_RDONLY, 0);
    if (fd == -1 || read(fd, text, sizeof text) == -1) {
        perror("no object");
        return 1;
    }
    printf("the process has ended, and the object holds \"%s\"\n", text);
    shm_unlink(name);
    return 0;
}
