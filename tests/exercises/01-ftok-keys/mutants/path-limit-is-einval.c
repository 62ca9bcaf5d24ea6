/* mutant: a path that is too long is refused as an invalid argument
 * caught-by: behaviour/path-errors
 * why: stat would have said ENAMETOOLONG
 */
#include "ftok_keys.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static key_t pack(const struct stat *st, int project)
{
    return (key_t)((unsigned)project << 24 | (unsigned)(st->st_dev & 0xff) << 16 |
                   (unsigned)(st->st_ino & 0xffff));
}

key_t make_key(const char *path, int project)
{
    struct stat st;
    if (path == NULL || strlen(path) >= PATH_MAX || project < 1 || project > 255) {
        errno = EINVAL;
        return -1;
    }
    if (stat(path, &st) == -1) {
        return -1;
    }
    return pack(&st, project);
}

struct key_parts split_key(key_t key)
{
    struct key_parts parts;
    parts.project = (uint8_t)((unsigned)key >> 24);
    parts.device = (uint8_t)((unsigned)key >> 16);
    parts.inode = (uint16_t)key;
    return parts;
}

int format_key(key_t key, char *text, size_t capacity)
{
    if (text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (capacity < 11) {
        errno = ERANGE;
        return -1;
    }
    return snprintf(text, capacity, "0x%08x", (unsigned)key);
}

int keys_collide(const char *path_a, const char *path_b, int project)
{
    struct stat a, b;
    if (path_a == NULL || path_b == NULL || project < 1 || project > 255) {
        errno = EINVAL;
        return -1;
    }
    if (stat(path_a, &a) == -1 || stat(path_b, &b) == -1) {
        return -1;
    }
    if (a.st_dev == b.st_dev && a.st_ino == b.st_ino) {
        return 0;
    }
    return pack(&a, project) == pack(&b, project);
}
