/* alternative: the C of a microcontroller programmer. The key is four bytes, most significant
 * first; fstatat names the files; the text is made a byte at a time into the caller's buffer, but
 * only once it is known to fit. */
#include "ftok_keys.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

struct file {
    dev_t device;
    ino_t inode;
};

static int file_find(struct file *file, const char *path)
{
    struct stat status;

    if (path == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (fstatat(AT_FDCWD, path, &status, 0) == -1) {
        return -1;
    }
    *file = (struct file){status.st_dev, status.st_ino};
    return 0;
}

static void key_to_bytes(key_t key, unsigned char bytes[4])
{
    for (int i = 3; i >= 0; i--) {
        bytes[i] = (unsigned char)(key & 0xff);
        key >>= 8;
    }
}

static int project_check(int project)
{
    if (project < 1 || project > UINT8_MAX) {
        errno = EINVAL;
        return -1;
    }
    return 0;
}

key_t make_key(const char *path, int project)
{
    struct file file;

    if (project_check(project) == -1 || file_find(&file, path) == -1) {
        return -1;
    }
    uint32_t key = (uint32_t)project;
    key = key << 8 | (file.device & 0xff);
    key = key << 16 | (file.inode & 0xffff);
    return (key_t)key;
}

struct key_parts split_key(key_t key)
{
    unsigned char bytes[4];

    key_to_bytes(key, bytes);
    return (struct key_parts){bytes[0], bytes[1], (uint16_t)(bytes[2] << 8 | bytes[3])};
}

int format_key(key_t key, char *text, size_t capacity)
{
    unsigned char bytes[4];
    char *end = text;

    if (text == NULL || capacity < 11) {
        errno = text == NULL ? EINVAL : ERANGE;
        return -1;
    }
    key_to_bytes(key, bytes);
    *end++ = '0';
    *end++ = 'x';
    for (int i = 0; i < 4; i++) {
        for (int shift = 4; shift >= 0; shift -= 4) {
            int digit = bytes[i] >> shift & 0xf;
            *end++ = (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
    }
    *end = '\0';
    return (int)(end - text);
}

int keys_collide(const char *path_a, const char *path_b, int project)
{
    struct file a;
    struct file b;

    if (project_check(project) == -1 || file_find(&a, path_a) == -1 ||
        file_find(&b, path_b) == -1) {
        return -1;
    }
    if (a.device != b.device) {
        return (a.device & 0xff) == (b.device & 0xff) && (a.inode & 0xffff) == (b.inode & 0xffff);
    }
    return a.inode != b.inode && (a.inode & 0xffff) == (b.inode & 0xffff);
}
