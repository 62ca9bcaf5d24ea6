/* alternative: finds a segment with size 0 first and asks for the size afterwards, so that "not
 * there" and "too small" are told apart by two calls. IPC_STAT could not do the second: it needs
 * read permission, and the segment may be gone. Between the two calls a segment can go, which is
 * ENOENT for segment_open and another round for segment_ensure, or be replaced, which the second
 * answer covers, as it is the one that counts. */
#include "shmget_flags.h"

#include <errno.h>
#include <sys/shm.h>
#include <sys/stat.h>

enum outcome { FAILED, FOUND, ABSENT };

static enum outcome segment_find(key_t key, size_t min_size, int *shmid)
{
    *shmid = shmget(key, 0, 0);
    if (*shmid != -1) {
        *shmid = shmget(key, min_size, 0);
    }
    if (*shmid != -1) {
        return FOUND;
    }
    return errno == ENOENT ? ABSENT : FAILED;
}

int segment_create(key_t key, size_t size, mode_t mode)
{
    int flags = IPC_CREAT;

    flags |= IPC_EXCL;
    if (key == IPC_PRIVATE || mode != (mode & ACCESSPERMS)) {
        errno = EINVAL;
        return -1;
    }
    flags |= (int)mode;
    return shmget(key, size, flags);
}

int segment_open(key_t key, size_t min_size)
{
    int shmid = -1;

    if (key == IPC_PRIVATE) {
        errno = EINVAL;
    } else {
        segment_find(key, min_size, &shmid);
    }
    return shmid;
}

int segment_ensure(key_t key, size_t size, mode_t mode, bool *created)
{
    if (key == IPC_PRIVATE || mode != (mode & ACCESSPERMS) || created == NULL) {
        errno = EINVAL;
        return -1;
    }
    while (true) {
        int shmid;
        enum outcome outcome = segment_find(key, size, &shmid);
        if (outcome != ABSENT) {
            if (outcome == FOUND) {
                *created = false;
            }
            return shmid;
        }
        shmid = segment_create(key, size, mode);
        if (shmid != -1) {
            *created = true;
            return shmid;
        }
        if (errno != EEXIST) {
            return -1;
        }
    }
}

int segment_private(size_t size, mode_t mode)
{
    if (mode != (mode & ACCESSPERMS)) {
        errno = EINVAL;
        return -1;
    }
    return shmget(IPC_PRIVATE, size, (int)mode | IPC_CREAT);
}
