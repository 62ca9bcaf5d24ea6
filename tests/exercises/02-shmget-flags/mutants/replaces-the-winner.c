/* mutant: removes the segment of a faster process and makes its own
 * caught-by: behaviour/ensure-one-creator
 * why: a segment that appears in between is taken for a stale one: two processes end with two
 *      segments */
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

    int shmid = segment_open(key, size);
    if (shmid != -1) {
        *created = false;
        return shmid;
    }
    if (errno != ENOENT) {
        return -1;
    }
    while ((shmid = segment_create(key, size, mode)) == -1 && errno == EEXIST) {
        shmctl(shmget(key, 0, 0), IPC_RMID, NULL);
    }
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
