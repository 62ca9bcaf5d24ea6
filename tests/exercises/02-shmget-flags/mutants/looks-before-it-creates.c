/* mutant: looks whether the segment exists, then creates without IPC_EXCL
 * caught-by: behaviour/ensure-one-creator
 * why: check, then act: two processes that both find nothing both believe that they created it */
#include "shmget_flags.h"

#include <errno.h>
#include <sys/shm.h>

/* The bits that a caller may choose. shmget takes flags and mode in one word: what is not a
 * permission would be a flag. */
static const mode_t permission_bits = 0777;

static bool mode_is_valid(mode_t mode)
{
    return (mode & ~permission_bits) == 0;
}

int segment_create(key_t key, size_t size, mode_t mode)
{
    if (key == IPC_PRIVATE || !mode_is_valid(mode)) {
        errno = EINVAL;
        return -1;
    }
    return shmget(key, size, IPC_CREAT | IPC_EXCL | (int)mode);
}

int segment_open(key_t key, size_t min_size)
{
    if (key == IPC_PRIVATE) {
        errno = EINVAL;
        return -1;
    }
    return shmget(key, min_size, 0);
}

int segment_ensure(key_t key, size_t size, mode_t mode, bool *created)
{
    if (key == IPC_PRIVATE || !mode_is_valid(mode) || created == NULL) {
        errno = EINVAL;
        return -1;
    }

    int shmid = shmget(key, size, 0);
    if (shmid != -1) {
        *created = false;
        return shmid;
    }
    if (errno != ENOENT) {
        return -1;
    }
    shmid = shmget(key, size, IPC_CREAT | (int)mode);
    if (shmid != -1) {
        *created = true;
    }
    return shmid;
}

int segment_private(size_t size, mode_t mode)
{
    if (!mode_is_valid(mode)) {
        errno = EINVAL;
        return -1;
    }
    return shmget(IPC_PRIVATE, size, IPC_CREAT | (int)mode);
}
