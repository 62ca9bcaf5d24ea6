/* mutant: guards segment_ensure by a semaphore set, which it leaves behind
 * caught-by: leaks/nothing-left
 * why: the race is seen and closed with a lock; the lock is one more object, and IPC_EXCL was
 *      enough */
#include "shmget_flags.h"

#include <errno.h>
#include <sys/sem.h>
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

    struct sembuf lock[] = {{0, 0, 0}, {0, 1, SEM_UNDO}};
    struct sembuf unlock = {0, -1, SEM_UNDO};
    int semid = semget(key, 1, IPC_CREAT | 0666);
    if (semid == -1 || semop(semid, lock, 2) == -1) {
        return -1;
    }
    int shmid = -1;
    int error = 0;
    bool made = false;
    do {
        made = true;
        shmid = shmget(key, size, IPC_CREAT | IPC_EXCL | (int)mode);
        if (shmid == -1 && errno == EEXIST) {
            made = false;
            shmid = shmget(key, size, 0);
        }
        error = errno;
    } while (shmid == -1 && !made && error == ENOENT);
    semop(semid, &unlock, 1);
    if (shmid != -1) {
        *created = made;
    }
    errno = error;
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
