/* Exercise 02: making and finding segments. README.md is the lesson, shmget_flags.h the
 * contract. */
#include "shmget_flags.h"

#include <errno.h>

/* TODO: one shmget with the two flags that together mean "new, or fail". Look at key and mode
 * before you pass them on: which of their values would say something else to shmget? */
int segment_create(key_t key, size_t size, mode_t mode)
{
    (void)key;
    (void)size;
    (void)mode;
    errno = ENOSYS;
    return -1;
}

/* TODO: one shmget again. What are the flags of a call that must never create anything, and that
 * asks for no more than the owner has granted? */
int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    errno = ENOSYS;
    return -1;
}

/* TODO: only a call that fails when the segment exists can tell you that you made it. And when it
 * has failed, the segment may be gone before you can open it. */
int segment_ensure(key_t key, size_t size, mode_t mode, bool *created)
{
    (void)key;
    (void)size;
    (void)mode;
    (void)created;
    errno = ENOSYS;
    return -1;
}

/* TODO: the key that is no key. */
int segment_private(size_t size, mode_t mode)
{
    (void)size;
    (void)mode;
    errno = ENOSYS;
    return -1;
}
