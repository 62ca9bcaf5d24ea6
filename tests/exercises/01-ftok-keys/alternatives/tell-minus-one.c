/* alternative: stat for the errors, ftok for the key, so that a key of -1 would not be taken for a
 * failure. The key goes through network byte order, where memory and digits have one order, and
 * the errors of all four functions leave by a longjmp to one place. */
#include "ftok_keys.h"

#include <arpa/inet.h>
#include <errno.h>
#include <setjmp.h>
#include <string.h>
#include <sys/stat.h>

static _Noreturn void throw(jmp_buf catch, int error)
{
    longjmp(catch, error); /* never 0 */
}

static void demand(jmp_buf catch, int condition, int error)
{
    if (!condition) {
        throw(catch, error);
    }
}

static int is_minus_one(const struct stat *status, int project)
{
    return project == 0xff && (status->st_dev & 0xff) == 0xff &&
           (status->st_ino & 0xffff) == 0xffff;
}

static key_t key_or_throw(jmp_buf catch, const char *path, int project, struct stat *status)
{
    demand(catch, path != NULL, EINVAL);
    demand(catch, project >= 1 && project <= 255, EINVAL);
    key_t key;
    do {
        if (stat(path, status) == -1) {
            throw(catch, errno);
        }
        key = ftok(path, project);
    } while (key == -1 && !is_minus_one(status, project)); /* the file has gone since */
    return key;
}

key_t make_key(const char *path, int project)
{
    jmp_buf catch;
    struct stat status;
    int error = setjmp(catch);
    if (error) {
        errno = error;
        return -1;
    }
    return key_or_throw(catch, path, project, &status);
}

struct key_parts split_key(key_t key)
{
    struct key_parts parts;
    uint8_t bytes[4];
    uint16_t inode;
    uint32_t in_order = htonl((uint32_t)key);
    memcpy(bytes, &in_order, sizeof bytes);
    memcpy(&inode, bytes + 2, sizeof inode);
    memcpy(&parts.project, bytes, 1);
    memcpy(&parts.device, bytes + 1, 1);
    parts.inode = ntohs(inode);
    return parts;
}

static char *put_byte(char *at, uint8_t byte)
{
    static const char digits[] = "0123456789abcdef";
    *at++ = digits[byte >> 4];
    *at++ = digits[byte & 0xf];
    return at;
}

int format_key(key_t key, char *text, size_t capacity)
{
    jmp_buf catch;
    int error = setjmp(catch);
    if (error) {
        errno = error;
        return -1;
    }
    demand(catch, text != NULL, EINVAL);
    demand(catch, capacity > strlen("0x01234567"), ERANGE);

    struct key_parts parts = split_key(key);
    char *at = stpcpy(text, "0x");
    at = put_byte(at, parts.project);
    at = put_byte(at, parts.device);
    at = put_byte(at, (uint8_t)(parts.inode >> 8));
    at = put_byte(at, (uint8_t)parts.inode);
    *at = 0;
    return (int)strlen(text);
}

int keys_collide(const char *path_a, const char *path_b, int project)
{
    jmp_buf catch;
    struct stat a, b;
    int error = setjmp(catch);
    if (error) {
        errno = error;
        return -1;
    }
    key_t key_a = key_or_throw(catch, path_a, project, &a);
    key_t key_b = key_or_throw(catch, path_b, project, &b);
    if (key_a != key_b) {
        return 0;
    }
    return memcmp(&a.st_ino, &b.st_ino, sizeof a.st_ino) != 0 ||
           memcmp(&a.st_dev, &b.st_dev, sizeof a.st_dev) != 0;
}
