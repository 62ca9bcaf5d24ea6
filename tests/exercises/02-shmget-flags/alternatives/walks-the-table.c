/* alternative: finds the segment of a key in the kernel's table, by SHM_STAT_ANY, which needs no
 * permission. What it finds may go at any moment, as with shmget; what it does not find although it
 * is there makes IPC_EXCL fail, which is another round. */
#include "shmget_flags.h"

#include <errno.h>
#include <sys/shm.h>

static int find(key_t key, size_t min_size)
{
    struct shm_info usage;
    int last = shmctl(0, SHM_INFO, (struct shmid_ds *)&usage);
    for (int i = 0; i <= last; i++) {
        struct shmid_ds status;
        int shmid = shmctl(i, SHM_STAT_ANY, &status);
        if (shmid == -1 || status.shm_perm.__key != key) {
            continue;
        }
        if (status.shm_segsz < min_size) {
            errno = EINVAL;
            return -1;
        }
        return shmid;
    }
    errno = ENOENT;
    return -1;
}

int segment_create(key_t key, size_t size, mode_t mode)
{
    if (key == IPC_PRIVATE || mode > 0777) {
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
    return find(key, min_size);
}

int segment_ensure(key_t key, size_t size, mode_t mode, bool *created)
{
    int shmid;
    bool made;
    if (created == NULL) {
        errno = EINVAL;
        return -1;
    }
    do {
        shmid = segment_create(key, size, mode);
        made = shmid != -1;
        if (!made && errno == EEXIST) {
            shmid = find(key, size);
        }
    } while (shmid == -1 && errno == ENOENT);
    if (shmid != -1) {
        *created = made;
    }
    return shmid;
}

int segment_private(size_t size, mode_t mode)
{
    if (mode > 0777) {
        errno = EINVAL;
        return -1;
    }
    return shmget(IPC_PRIVATE, size, (int)mode);
}
