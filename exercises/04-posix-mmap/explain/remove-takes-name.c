/* A name is taken away from an object that is in use, and given again. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static char *make(const char *name)
{
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd == -1 || ftruncate(fd, 100) != 0) {
        return MAP_FAILED;
    }
    char *memory =
        mmap(NULL, 100, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    return memory;
}

static void remove_name(const char *name)
{
    int result = shm_unlink(name);
    printf("shm_unlink:         %s\n",
           result == 0 ? "0" : strerrorname_np(errno));
}

int main(void)
{
    char name[32];
    snprintf(name, sizeof name, "/explain-%d", getpid());
    char *old = make(name);
    strcpy(old, "the old one");
    remove_name(name);
    remove_name(name);
    printf("the mapping holds:  \"%s\"\n", old);

    char *new = make(name);
    strcpy(new, "the new one");
    printf("two of one name:    \"%s\", \"%s\"\n", old, new);
    remove_name(name);
    return 0;
}
