/* Exercise 02: making and finding System V segments.
 *
 * One system call, shmget(2), creates, opens, or does whichever is needed. Its flags say which.
 * This header is the contract of the exercise: your shmget_flags.c keeps it, and is judged by
 * nothing else. Leave the header as it is.
 *
 * Every function returns a segment identifier, which is 0 or more (the first one in an IPC
 * namespace is 0), or -1 with errno. Arguments are checked before the kernel is asked; what the
 * kernel then refuses (ENOSPC, ENOMEM, EINVAL for a size, …) is passed on as it is. A call that
 * fails leaves nothing behind and writes to none of the caller's memory. No function attaches,
 * changes or removes a segment that it did not create, and nothing is printed.
 *
 * mode is made of the nine permission bits, 0000 to 0777. Any other bit is EINVAL: 01000 and 02000
 * are the values of IPC_CREAT and IPC_EXCL, and would be taken for them. The mode of a new segment
 * is the one given; the umask does not touch System V objects.
 *
 * key is not IPC_PRIVATE, which is EINVAL: shmget would make a new, nameless segment each time.
 */
#ifndef SHMGET_FLAGS_H
#define SHMGET_FLAGS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/ipc.h>
#include <sys/types.h>

/* Creates a segment of size bytes under a key that nobody uses.
 *
 *   EEXIST   there is a segment with this key; it is left as it is
 *   EINVAL   key is IPC_PRIVATE, or mode has other bits
 */
int segment_create(key_t key, size_t size, mode_t mode);

/* Finds an existing segment of at least min_size bytes, and never makes one. No permission is asked
 * for at this point: a segment that its owner has made read-only can be opened too, and shmat(2)
 * decides what may be done with it. A min_size of 0 takes any segment.
 *
 *   ENOENT   there is no segment with this key
 *   EINVAL   key is IPC_PRIVATE, or the segment is smaller than min_size
 */
int segment_open(key_t key, size_t min_size);

/* Opens the segment of this key, or creates it, whichever is needed. *created tells which: of any
 * number of processes that call this at one time for one key, exactly one gets true, and all get
 * the same identifier. The call copes with a segment that appears or disappears while it runs.
 *
 * An existing segment keeps its permissions, which are not compared with mode.
 *
 *   EINVAL   key is IPC_PRIVATE, mode has other bits, created is NULL, or the existing segment is
 *            smaller than size (it is left as it is)
 *
 * *created is written on success only.
 */
int segment_ensure(key_t key, size_t size, mode_t mode, bool *created);

/* Creates a segment without a key, a new one in each call. Only processes that are told its
 * identifier can find it.
 *
 *   EINVAL   mode has other bits
 */
int segment_private(size_t size, mode_t mode);

#endif
