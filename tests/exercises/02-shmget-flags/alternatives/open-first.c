/* alternative: segment_ensure opens first and creates only when there is nothing to open, which
 * costs one system call less once the segment exists. */
#include "shmget_flags.h"

#include <errno.h>
#include <sys/shm.h>

static int refuse(void)
{
    errno = EINVAL;
    return -1;
}

int segment_create(key_t key, size_t size, mode_t mode)
{
    if (key == IPC_PRIVATE || mode > 0777) {
        return refuse();
    }
    return shmget(key, size, (int)mode | IPC_CREAT | IPC_EXCL);
}

int segment_open(key_t key, size_t min_size)
{
    return key == IPC_PRIVATE ? refuse() : shmget(key, min_size, 0);
}

int segment_ensure(key_t key, size_t size, mode_t mode, bool *created)
{
    int shmid;
    bool made;

    if (created == NULL || mode > 0777) {
        return refuse();
    }
    do {
        made = false;
        shmid = segment_open(key, size);
        if (shmid == -1 && errno == ENOENT) {
            made = true;
            shmid = segment_create(key, size, mode);
        }
    } while (shmid == -1 && made && errno == EEXIST);

    if (shmid != -1) {
        *created = made;
    }
    return shmid;
}

int segment_private(size_t size, mode_t mode)
{
    return mode > 0777 ? refuse() : shmget(IPC_PRIVATE, size, (int)mode);
}
