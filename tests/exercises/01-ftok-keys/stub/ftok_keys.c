/* Exercise 01: keys for System V objects. README.md is the lesson, ftok_keys.h the contract. */
#include "ftok_keys.h"

#include <errno.h>

/* TODO: refuse what the contract refuses, then let ftok(3) do its work. Which numbers does ftok
 * take without a word although they are not in 1..255? */
key_t make_key(const char *path, int project)
{
    (void)path;
    (void)project;
    errno = ENOSYS;
    return (key_t)-1;
}

/* TODO: cut the key into its three fields. A key can be negative: cut it as an unsigned number. */
struct key_parts split_key(key_t key)
{
    (void)key;
    return (struct key_parts){0};
}

/* TODO: write "0x" and eight digits, but look at the capacity before you touch the text. */
int format_key(key_t key, char *text, size_t capacity)
{
    (void)key;
    (void)text;
    (void)capacity;
    errno = ENOSYS;
    return -1;
}

/* TODO: equal keys are not enough for a collision. How does the kernel tell one file from
 * another? */
int keys_collide(const char *path_a, const char *path_b, int project)
{
    (void)path_a;
    (void)path_b;
    (void)project;
    errno = ENOSYS;
    return -1;
}
