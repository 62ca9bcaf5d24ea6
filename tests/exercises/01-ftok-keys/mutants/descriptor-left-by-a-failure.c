/* mutant: leaves the first descriptor open when the second path fails
 * caught-by: leaks/nothing-left
 * why: the way out of a failure in the middle is not the way out at the end */
#include "ftok_keys.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

key_t make_key(const char *path, int project)
{
    /* ftok would use the low eight bits in silence: 256 as 0, 257 as 1. */
    if (path == NULL || project < 1 || project > 255) {
        errno = EINVAL;
        return (key_t)-1;
    }
    return ftok(path, project);
}

struct key_parts split_key(key_t key)
{
    uint32_t bits = (uint32_t)key;

    return (struct key_parts){
        .project = (uint8_t)(bits >> 24),
        .device = (uint8_t)(bits >> 16),
        .inode = (uint16_t)bits,
    };
}

int format_key(key_t key, char *text, size_t capacity)
{
    static const size_t needed = sizeof "0x00000000";

    if (text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (capacity < needed) {
        errno = ERANGE;
        return -1;
    }
    return snprintf(text, needed, "0x%08" PRIx32, (uint32_t)key);
}

int keys_collide(const char *path_a, const char *path_b, int project)
{
    key_t key_a = make_key(path_a, project);
    if (key_a == (key_t)-1) {
        return -1;
    }
    key_t key_b = make_key(path_b, project);

    int fd_a = open(path_a, O_PATH | O_CLOEXEC);
    if (fd_a == -1) {
        return -1;
    }
    int fd_b = path_b == NULL ? -1 : open(path_b, O_PATH | O_CLOEXEC);
    if (fd_b == -1) {
        errno = path_b == NULL ? EINVAL : errno;
        return -1;
    }
    struct stat a;
    struct stat b;
    int failed = fstat(fd_a, &a) | fstat(fd_b, &b);
    close(fd_a);
    close(fd_b);
    if (failed) {
        return -1;
    }
    if (key_a != key_b) {
        return 0;
    }

    bool same_file = a.st_dev == b.st_dev && a.st_ino == b.st_ino;
    return same_file ? 0 : 1;
}
