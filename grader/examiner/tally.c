#include "examiner/tally.h"

#include "examiner/place.h"
#include "protocol/environment.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void print_path(char *path, size_t room, const char *what)
{
    snprintf(path, room, "%s/%s", place_get(RUN_VARIABLE), what);
}

void tally_add(const char *what)
{
    char path[256];
    print_path(path, sizeof path, what);
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd >= 0) {
        /* One byte each: the size is the count. */
        if (write(fd, "x", 1) != 1) {
            perror(path);
        }
        close(fd);
    }
}

unsigned tally_read(const char *what)
{
    char path[256];
    struct stat info;
    print_path(path, sizeof path, what);
    return stat(path, &info) == 0 ? (unsigned)info.st_size : 0;
}
