/* Exercise 01: keys for System V objects.
 *
 * A key is the number by which unrelated processes find the same System V object. ftok(3) derives
 * one from a file that all of them can name and a small project number. This header is the
 * contract of the exercise: your ftok_keys.c keeps it, and is judged by nothing else. Leave the
 * header as it is.
 *
 * Every function checks its arguments first. One that fails sets errno, leaves nothing behind (no
 * file, no descriptor, no System V object) and writes to none of the caller's memory. Nothing is
 * printed.
 */
#ifndef FTOK_KEYS_H
#define FTOK_KEYS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/ipc.h>
#include <sys/types.h>

/* The three fields that the C library packs into the 32 bits of a key. */
struct key_parts {
    uint8_t project; /* bits 24 to 31: the project number */
    uint8_t device;  /* bits 16 to 23: the low 8 bits of the file's device number */
    uint16_t inode;  /* bits  0 to 15: the low 16 bits of the file's inode number */
};

/* The key that ftok(path, project) gives. The file must exist. It is only examined: it is neither
 * opened nor changed, so it need not be readable, and any kind of file will do.
 *
 * Returns the key, or (key_t)-1 with errno:
 *   EINVAL   path is NULL, or project is not in 1..255
 *   ENOENT, ENOTDIR, EACCES, ENAMETOOLONG, ELOOP, …   as stat(2) says of this path
 *
 * Any other value is a key, the negative ones too: a project of 128 or more sets the sign bit.
 */
key_t make_key(const char *path, int project);

/* Takes a key apart. Cannot fail: every 32-bit value has three fields. */
struct key_parts split_key(key_t key);

/* Writes the key as ipcs(1) shows it, "0x" and eight lower-case hexadecimal digits, with a
 * terminating '\0', into the capacity bytes at text.
 *
 * Returns the length without the terminator, which is 10, or -1 with errno:
 *   EINVAL   text is NULL
 *   ERANGE   capacity is too small for the text and its terminator; text is untouched
 */
int format_key(key_t key, char *text, size_t capacity);

/* Do two different files share one key?
 *
 * Returns 1 when the paths name two different files whose keys for this project are equal, 0 when
 * they do not. Two names of one file, by hard or symbolic link, are no collision. Returns -1 with
 * errno when either path or the project is one that make_key refuses.
 */
int keys_collide(const char *path_a, const char *path_b, int project);

#endif
