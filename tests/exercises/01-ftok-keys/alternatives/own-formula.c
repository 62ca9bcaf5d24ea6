/* alternative: no ftok at all. stat and the formula of glibc give the same key; a key is put
 * together and taken apart through one union, and the text comes from a table of digits. Files are
 * compared first and keys second. */
#include "ftok_keys.h"

#include <endian.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

union key_layout {
    key_t key;
    struct {
#if __BYTE_ORDER == __LITTLE_ENDIAN
        uint16_t inode;
        uint8_t device;
        uint8_t project;
#else
        uint8_t project;
        uint8_t device;
        uint16_t inode;
#endif
    } field;
};

static int fail(int error)
{
    errno = error;
    return -1;
}

static int examine(const char *path, int project, struct stat *status)
{
    if (!path || (project & 0xff) != project || !project) {
        return fail(EINVAL);
    }
    return stat(path, status);
}

static key_t key_of(const struct stat *status, int project)
{
    union key_layout layout = {
        .field =
            {
                .inode = (uint16_t)status->st_ino,
                .device = (uint8_t)status->st_dev,
                .project = (uint8_t)project,
            },
    };
    return layout.key;
}

key_t make_key(const char *path, int project)
{
    struct stat status;
    return examine(path, project, &status) ? -1 : key_of(&status, project);
}

struct key_parts split_key(key_t key)
{
    union key_layout layout = {.key = key};
    struct key_parts parts;
    parts.project = layout.field.project;
    parts.device = layout.field.device;
    parts.inode = layout.field.inode;
    return parts;
}

int format_key(key_t key, char *text, size_t capacity)
{
    static const char digits[16] = "0123456789abcdef";
    char line[11] = "0x";

    if (!text) {
        return fail(EINVAL);
    }
    if (capacity < sizeof line) {
        return fail(ERANGE);
    }
    for (int i = 0; i < 8; i++) {
        line[2 + i] = digits[((uint32_t)key >> (28 - 4 * i)) & 0xf];
    }
    memcpy(text, line, sizeof line);
    return (int)strlen(line);
}

int keys_collide(const char *path_a, const char *path_b, int project)
{
    struct stat a;
    struct stat b;

    if (examine(path_a, project, &a) || examine(path_b, project, &b)) {
        return -1;
    }
    if (a.st_ino == b.st_ino && a.st_dev == b.st_dev) {
        return 0;
    }
    return key_of(&a, project) == key_of(&b, project);
}
