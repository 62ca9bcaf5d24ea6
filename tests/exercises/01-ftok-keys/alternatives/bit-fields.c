/* alternative: the style of the kernel. newfstatat by syscall(2), errors as negative numbers that
 * become errno in one place, and a key that is a structure of bit-fields, copied in and out with
 * memcpy. Whether two names are one file is asked before their keys are compared. */
#include "ftok_keys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* gcc puts the first bit-field into the low bits on a little-endian machine, else into the high. */
struct packed_key {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    unsigned inode : 16, device : 8, project : 8;
#else
    unsigned project : 8, device : 8, inode : 16;
#endif
};
_Static_assert(sizeof(struct packed_key) == sizeof(key_t), "a key is 32 bits");

static int deliver(int result)
{
    if (result >= 0) {
        return result;
    }
    errno = -result;
    return -1;
}

static int examine(const char *path, int project, struct stat *status)
{
    if (path == NULL || project != (uint8_t)project || project == 0) {
        return -EINVAL;
    }
    return syscall(SYS_newfstatat, AT_FDCWD, path, status, 0) == -1 ? -errno : 0;
}

static key_t pack(const struct stat *status, int project)
{
    struct packed_key packed = {0};
    key_t key;

    packed.project = (unsigned)project & 0xff;
    packed.device = status->st_dev & 0xff;
    packed.inode = status->st_ino & 0xffff;
    memcpy(&key, &packed, sizeof key);
    return key;
}

key_t make_key(const char *path, int project)
{
    struct stat status;
    int result = examine(path, project, &status);
    return result < 0 ? deliver(result) : pack(&status, project);
}

struct key_parts split_key(key_t key)
{
    struct packed_key packed;
    memcpy(&packed, &key, sizeof packed);
    return (struct key_parts){packed.project, packed.device, packed.inode};
}

int format_key(key_t key, char *text, size_t capacity)
{
    if (text == NULL) {
        return deliver(-EINVAL);
    }
    if (capacity <= 10) {
        return deliver(-ERANGE);
    }
    unsigned bits = (unsigned)key;
    char *at = text + 10;
    for (*at = '\0'; at > text + 2; bits >>= 4) {
        unsigned digit = bits & 15;
        *--at = (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);
    }
    memcpy(text, "0x", 2);
    return 10;
}

int keys_collide(const char *path_a, const char *path_b, int project)
{
    struct stat a, b;
    int result = examine(path_a, project, &a);
    if (result == 0) {
        result = examine(path_b, project, &b);
    }
    if (result < 0) {
        return deliver(result);
    }
    bool one_file = ((a.st_ino ^ b.st_ino) | (a.st_dev ^ b.st_dev)) == 0;
    return !one_file && pack(&a, project) == pack(&b, project);
}
