/* mutant: segment_create has the segment removed when its creator exits
 * caught-by: behaviour/create-new
 * why: whoever has just met leaked segments wants to be sure that none stays
 */
#include "shmget_flags.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/shm.h>

/* The bits that a caller may choose. shmget takes flags and mode in one word: what is not a
 * permission would be a flag. */
static const mode_t permission_bits = 0777;

static bool mode_is_valid(mode_t mode)
{
    return (mode & ~permission_bits) == 0;
}

static int last = -1;

static void remove_last(void)
{
    shmctl(last, IPC_RMID, NULL);
}

int segment_create(key_t key, size_t size, mode_t mode)
{
    if (key == IPC_PRIVATE || !mode_is_valid(mode)) {
        errno = EINVAL;
        return -1;
    }
    int shmid = shmget(key, size, IPC_CREAT | IPC_EXCL | (int)mode);
    if (shmid != -1 && last == -1) {
        atexit(remove_last);
    }
    last = shmid != -1 ? shmid : last;
    return shmid;
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
    if (created == NULL) {
        errno = EINVAL;
        return -1;
    }

    /* Each answer is out of date when we act on it: the segment that was there may be removed, the
     * one that was not may be made. So go round until both steps agree with the kernel. */
    for (;;) {
        int shmid = segment_create(key, size, mode);
        if (shmid != -1) {
            *created = true;
            return shmid;
        }
        if (errno != EEXIST) {
            return -1;
        }

        shmid = segment_open(key, size);
        if (shmid != -1) {
            *created = false;
            return shmid;
        }
        if (errno != ENOENT) {
            return -1;
        }
    }
}

int segment_private(size_t size, mode_t mode)
{
    if (!mode_is_valid(mode)) {
        errno = EINVAL;
        return -1;
    }
    return shmget(IPC_PRIVATE, size, IPC_CREAT | (int)mode);
}
