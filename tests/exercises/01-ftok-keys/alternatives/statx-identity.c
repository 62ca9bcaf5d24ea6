/* alternative: ftok for the key, statx for the identity of a file (inode, major and minor number
 * apart), arithmetic instead of shifts for the fields, asprintf for the text. */
#include "ftok_keys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int is_same_file(const char *path_a, const char *path_b)
{
    struct statx file[2];
    const char *path[2] = {path_a, path_b};

    for (int i = 0; i < 2; i++) {
        if (statx(AT_FDCWD, path[i], AT_STATX_SYNC_AS_STAT, STATX_INO, &file[i]) != 0) {
            return -1;
        }
    }
    return file[0].stx_ino == file[1].stx_ino && file[0].stx_dev_major == file[1].stx_dev_major &&
           file[0].stx_dev_minor == file[1].stx_dev_minor;
}

key_t make_key(const char *path, int project)
{
    switch (project) {
    case 1 ... 255:
        if (path != NULL) {
            return ftok(path, project);
        }
        break;
    default:
        break;
    }
    errno = EINVAL;
    return -1;
}

struct key_parts split_key(key_t key)
{
    unsigned long long rest = (uint32_t)key;
    struct key_parts parts = {0};

    parts.inode = (uint16_t)(rest % 65536);
    rest /= 65536;
    parts.device = (uint8_t)(rest % 256);
    rest /= 256;
    parts.project = (uint8_t)rest;
    return parts;
}

int format_key(key_t key, char *text, size_t capacity)
{
    struct key_parts parts = split_key(key);
    char *line = NULL;

    if (text == NULL) {
        errno = EINVAL;
        return -1;
    }
    int length = asprintf(&line, "0x%02x%02x%04x", parts.project, parts.device, parts.inode);
    if (length < 0) {
        return -1;
    }
    if (capacity <= (size_t)length) {
        free(line);
        errno = ERANGE;
        return -1;
    }
    memcpy(text, line, (size_t)length + 1);
    free(line);
    return length;
}

int keys_collide(const char *path_a, const char *path_b, int project)
{
    key_t keys[2];

    errno = 0;
    keys[0] = make_key(path_a, project);
    if (errno != 0) {
        return -1;
    }
    keys[1] = make_key(path_b, project);
    if (errno != 0) {
        return -1;
    }
    int same = is_same_file(path_a, path_b);
    if (same == -1) {
        return -1;
    }
    return keys[0] == keys[1] && !same ? 1 : 0;
}
