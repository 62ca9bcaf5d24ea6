/* alternative: O_PATH descriptors. Such a descriptor names a file without opening it (no read
 * permission is needed, a FIFO does not block), and fstat on it cannot be misled by a rename in
 * between. Every descriptor is closed again, with the errno of the failure kept. */
#include "ftok_keys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool file_examine(const char *path, struct stat *status)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd == -1) {
        return false;
    }
    bool ok = fstat(fd, status) == 0;
    int saved = errno;
    close(fd);
    errno = saved;
    return ok;
}

static key_t file_key(const struct stat *status, int project)
{
    uint32_t bits = (uint32_t)(status->st_ino & 0xffff);
    bits |= (uint32_t)(status->st_dev & 0xff) << 16;
    bits |= (uint32_t)project << 24;
    return (key_t)bits;
}

key_t make_key(const char *path, int project)
{
    struct stat status;

    if (path == NULL || project <= 0 || project >= 256) {
        errno = EINVAL;
        return -1;
    }
    if (!file_examine(path, &status)) {
        return -1;
    }
    return file_key(&status, project);
}

struct key_parts split_key(key_t key)
{
    struct key_parts parts;

    parts.project = (key >> 24) & 0xff;
    parts.device = (key >> 16) & 0xff;
    parts.inode = key & 0xffff;
    return parts;
}

int format_key(key_t key, char *text, size_t capacity)
{
    char line[16];

    if (text == NULL) {
        errno = EINVAL;
        return -1;
    }
    int length = sprintf(line, "%#010x", (unsigned)key);
    if (key == 0) {
        /* '#' prints no 0x before a zero */
        memcpy(line, "0x", 2);
    }
    if ((size_t)length >= capacity) {
        errno = ERANGE;
        return -1;
    }
    strcpy(text, line);
    return length;
}

int keys_collide(const char *path_a, const char *path_b, int project)
{
    struct stat a;
    struct stat b;

    if (path_a == NULL || path_b == NULL || project <= 0 || project >= 256) {
        errno = EINVAL;
        return -1;
    }
    if (!file_examine(path_a, &a) || !file_examine(path_b, &b)) {
        return -1;
    }
    bool same_file = a.st_dev == b.st_dev && a.st_ino == b.st_ino;
    return !same_file && file_key(&a, project) == file_key(&b, project);
}
