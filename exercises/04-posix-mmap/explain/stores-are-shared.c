/* One object, mapped shared and mapped private. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void show(const char *when, const char *shared, const char *private)
{
    printf("%-31s \"%s\", \"%s\"\n", when, shared, private);
}

int main(void)
{
    char name[32];
    snprintf(name, sizeof name, "/explain-%d", getpid());
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    shm_unlink(name);
    if (fd == -1 || ftruncate(fd, 100) != 0) {
        perror("no object");
        return 1;
    }
    int both = PROT_READ | PROT_WRITE;
    char *shared = mmap(NULL, 100, both, MAP_SHARED, fd, 0);
    char *private = mmap(NULL, 100, both, MAP_PRIVATE, fd, 0);
    if (shared == MAP_FAILED || private == MAP_FAILED) {
        perror("no mapping");
        return 1;
    }
    printf("%-31s shared, private\n", "");
    strcpy(shared, "one");
    show("stored through the shared one:", shared, private);
    strcpy(shared, "two");
    show("and again:", shared, private);
    strcpy(private, "mine");
    show("stored through the private one:", shared, private);
    strcpy(shared, "three");
    show("through the shared one again:", shared, private);
    return 0;
}
