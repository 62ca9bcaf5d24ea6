/* mutant: make_key sets LC_ALL for the whole process
 * caught-by: leaks/nothing-left
 * why: messages and numbers were to look the same everywhere
 */
#include "ftok_keys.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

key_t make_key(const char *path, int project)
{
    setenv("LC_ALL", "C", 1);
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
    if (key_b == (key_t)-1) {
        return -1;
    }
    if (key_a != key_b) {
        return 0;
    }

    struct stat a;
    struct stat b;
    if (stat(path_a, &a) == -1 || stat(path_b, &b) == -1) {
        return -1;
    }
    bool same_file = a.st_dev == b.st_dev && a.st_ino == b.st_ino;
    return same_file ? 0 : 1;
}
