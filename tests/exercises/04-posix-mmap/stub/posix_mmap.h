/* Exercise 04: POSIX shared memory.
 *
 * A board is a POSIX shared memory object that this process has mapped. The object has a name such
 * as "/scores" and lives until it is removed; shm_open(3) opens it like a file, ftruncate(2) gives
 * it a size, mmap(2) makes it memory. This header is the contract of the exercise: your
 * posix_mmap.c keeps it, and nothing else is looked at. Do not edit it.
 *
 * Every function checks its arguments first: a NULL pointer is EINVAL. A call that fails sets
 * errno, leaves no object, mapping or descriptor behind and writes to none of the caller's memory.
 * None of them leaves a descriptor open, succeed or fail: a mapping needs none. Nothing is printed.
 *
 * A name is '/' and one or more characters other than '/', NAME_MAX (255) bytes at most with its
 * slash, and neither "/." nor "/..". In the three functions that take one, any other name is
 * EINVAL, or ENAMETOOLONG when only the length is wrong.
 */
#ifndef POSIX_MMAP_H
#define POSIX_MMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* One mapping of one object in this process. A closed board is { NULL, 0, false }. */
struct board {
    void *memory;  /* the object's first byte */
    size_t size;   /* the object's size in bytes, not rounded up to pages */
    bool writable; /* whether stores are allowed; if not, a store faults (SIGSEGV) */
};

/* Makes a new object of exactly size bytes, all zero, and maps it for reading and writing. Its
 * permission bits end up as mode says, whatever the umask, which is not changed.
 *
 * Returns 0 and fills *board, or returns -1 with errno. *board is then untouched, and an object
 * that the call had made already is removed again:
 *   EINVAL, ENAMETOOLONG   name breaks the rules above
 *   EINVAL                 size is 0, mode has bits other than the nine permission bits
 *   EEXIST                 an object of this name exists; it is left as it is
 *   EACCES, ENOMEM, …      as shm_open(3), ftruncate(2) and mmap(2) say
 */
int board_create(const char *name, size_t size, mode_t mode, struct board *board);

/* Maps the whole of an existing object, for reading and writing or, when writable is false, for
 * reading only. Permission to read the object is enough for the latter. The object, its contents
 * and its size are left as they are.
 *
 * Returns 0 and fills *board, or returns -1 with errno, and then *board is untouched:
 *   EINVAL, ENAMETOOLONG   name breaks the rules above
 *   ENOENT                 no object of this name; none is made
 *   EAGAIN                 the object has size 0: its creator has not sized it yet, try later
 *   EACCES, ENOMEM, …      as shm_open(3) and mmap(2) say
 */
int board_open(const char *name, bool writable, struct board *board);

/* Unmaps the board and clears all three fields. The object stays, and so does its name.
 *
 * Returns 0, or -1 with errno:
 *   EINVAL   the board is closed already (its memory is NULL)
 */
int board_close(struct board *board);

/* Takes the object's name away, at once: it can be neither opened nor removed again, and a new
 * object may have the name. Mappings go on working; the last one to go takes the memory with it.
 *
 * Returns 0, or -1 with errno:
 *   EINVAL, ENAMETOOLONG   name breaks the rules above
 *   ENOENT                 no object of this name
 *   EACCES, …              as shm_unlink(3) says
 */
int board_remove(const char *name);

#endif
