/* alternative: keys_collide holds both files by O_PATH descriptors while it compares them, so that
 * no renaming can come between its questions; ftok gets them as /proc/self/fd/N. Descriptors close
 * themselves at the end of their scope (gcc's cleanup attribute), and errno survives it. */
#include "ftok_keys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void hold_end(int *fd)
{
    int error = errno;
    if (*fd >= 0) {
        close(*fd);
    }
    errno = error;
}

#define HOLD __attribute__((cleanup(hold_end))) int

#define CHECK_ARGUMENT(condition)                                                                  \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            return errno = EINVAL, -1;                                                             \
        }                                                                                          \
    } while (0)

static key_t key_of_held(int fd, int project)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return ftok(path, project);
}

key_t make_key(const char *path, int project)
{
    CHECK_ARGUMENT(path);
    CHECK_ARGUMENT((unsigned)project - 1u < 255u);
    return ftok(path, project);
}

struct key_parts split_key(key_t key)
{
    return (struct key_parts){
        .inode = (uint16_t)((unsigned)key << 16 >> 16),
        .device = (uint8_t)((unsigned)key << 8 >> 24),
        .project = (uint8_t)((unsigned)key >> 24),
    };
}

int format_key(key_t key, char *text, size_t capacity)
{
    char line[] = "0x00000000";
    CHECK_ARGUMENT(text);
    for (size_t i = sizeof line - 2; key != 0; i--, key = (key_t)((unsigned)key / 16)) {
        line[i] = "0123456789abcdef"[(unsigned)key % 16];
    }
    if (sizeof line > capacity) {
        return errno = ERANGE, -1;
    }
    return (char *)mempcpy(text, line, sizeof line) - text - 1;
}

int keys_collide(const char *path_a, const char *path_b, int project)
{
    CHECK_ARGUMENT(path_a && path_b);
    CHECK_ARGUMENT(0 < project && project <= 0xff);

    HOLD a = open(path_a, O_PATH | O_CLOEXEC);
    HOLD b = a < 0 ? -1 : open(path_b, O_PATH | O_CLOEXEC);
    struct stat status_a, status_b;
    if (b < 0 || fstat(a, &status_a) < 0 || fstat(b, &status_b) < 0) {
        return -1;
    }
    if (status_a.st_dev == status_b.st_dev && status_a.st_ino == status_b.st_ino) {
        return 0;
    }
    key_t key_a = key_of_held(a, project);
    key_t key_b = key_of_held(b, project);
    return key_a == -1 || key_b == -1 ? -1 : key_a == key_b;
}
