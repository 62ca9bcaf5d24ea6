/* What a function opens and maps stays when the function returns. */
#include <dirent.h>
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static int descriptors_count(void)
{
    DIR *folder = opendir("/proc/self/fd");
    if (folder == NULL) {
        err(1, "/proc/self/fd");
    }
    int entries = 0;
    while (readdir(folder) != NULL) {
        entries++;
    }
    closedir(folder);
    return entries;
}

/* A byte of luck for a game; on failure -1. */
static int dice_throw_careless(void)
{
    unsigned char byte;
    int fd = open("/dev/urandom", O_RDONLY);
    return fd == -1 || read(fd, &byte, 1) != 1 ? -1 : byte % 6;
}

static int dice_throw_tidy(void)
{
    unsigned char byte;
    int fd = open("/dev/urandom", O_RDONLY);
    ssize_t got = fd == -1 ? -1 : read(fd, &byte, 1);
    close(fd);
    return got != 1 ? -1 : byte % 6;
}

static void show(const char *who, int (*dice_throw)(void))
{
    int before = descriptors_count();
    for (int i = 0; i < 100; i++) {
        if (dice_throw() == -1) {
            err(1, "/dev/urandom");
        }
    }
    printf("%s: 100 throws, %3d descriptors more\n", who,
           descriptors_count() - before);
}

int main(void)
{
    show("tidy    ", dice_throw_tidy);
    show("careless", dice_throw_careless);
    return 0;
}
