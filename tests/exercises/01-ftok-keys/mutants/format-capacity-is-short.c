/* mutant: keeps the capacity in 16 bits
 * caught-by: behaviour/format-capacity
 * why: a buffer of 65541 bytes seems to have 5
 */
#include "ftok_keys.h"
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>

static bool examine(const char *path, int project, struct stat *st)
{
    if (path == NULL || project < 1 || project > 255) {
        errno = EINVAL;
        return false;
    }
    return stat(path, st) == 0;
}

static key_t pack(const struct stat *st, int project)
{
    return (key_t)((uint32_t)project << 24 | (uint32_t)(st->st_dev & 0xff) << 16 |
                   (uint32_t)(st->st_ino & 0xffff));
}

key_t make_key(const char *path, int project)
{
    struct stat st;
    if (!examine(path, project, &st)) {
        return (key_t)-1;
    }
    return pack(&st, project);
}

struct key_parts split_key(key_t key)
{
    uint32_t bits = (uint32_t)key;
    struct key_parts parts = {
        .project = (uint8_t)(bits >> 24),
        .device = (uint8_t)(bits >> 16),
        .inode = (uint16_t)bits,
    };
    return parts;
}

int format_key(key_t key, char *text, size_t capacity)
{
    if (text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if ((unsigned short)capacity < 11) {
        errno = ERANGE;
        return -1;
    }
    return snprintf(text, capacity, "0x%08x", (unsigned)key);
}

int keys_collide(const char *path_a, const char *path_b, int project)
{
    struct stat a;
    struct stat b;
    if (!examine(path_a, project, &a) || !examine(path_b, project, &b)) {
        return -1;
    }
    if (a.st_dev == b.st_dev && a.st_ino == b.st_ino) {
        return 0;
    }
    return pack(&a, project) == pack(&b, project);
}
