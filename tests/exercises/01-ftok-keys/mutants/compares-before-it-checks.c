/* mutant: compares two stat buffers before it knows that they were filled
 * caught-by: memory/valgrind-clean
 * why: the return value of stat is looked at too late; the answer comes out right by luck */
#include "ftok_keys.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

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
    struct stat *files = malloc(2 * sizeof *files);
    if (files == NULL) {
        return -1;
    }
    if (path_a != NULL && path_b != NULL) {
        stat(path_a, &files[0]);
        stat(path_b, &files[1]);
    }
    volatile bool same_file = false;
    if (files[0].st_ino == files[1].st_ino && files[0].st_dev == files[1].st_dev) {
        same_file = true;
    }
    free(files);

    key_t key_a = make_key(path_a, project);
    if (key_a == (key_t)-1) {
        return -1;
    }
    key_t key_b = make_key(path_b, project);
    if (key_b == (key_t)-1) {
        return -1;
    }
    return key_a == key_b && !same_file;
}
