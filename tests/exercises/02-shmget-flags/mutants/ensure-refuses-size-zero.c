/* mutant: calls a size of 0 an error
 * caught-by: behaviour/ensure-keeps-existing
 * why: who only opens has no size to tell, and 0 is what shmget takes for that
 */
#include "shmget_flags.h"
#include <errno.h>
#include <sys/shm.h>

static bool bad_mode(mode_t mode)
{
    return (mode & ~(mode_t)0777) != 0;
}

static int refuse(void)
{
    errno = EINVAL;
    return -1;
}

int segment_create(key_t key, size_t size, mode_t mode)
{
    if (key == IPC_PRIVATE || bad_mode(mode)) {
        return refuse();
    }
    return shmget(key, size, IPC_CREAT | IPC_EXCL | (int)mode);
}

int segment_open(key_t key, size_t min_size)
{
    if (key == IPC_PRIVATE) {
        return refuse();
    }
    return shmget(key, min_size, 0);
}

int segment_ensure(key_t key, size_t size, mode_t mode, bool *created)
{
    if (created == NULL || size == 0 || key == IPC_PRIVATE || bad_mode(mode)) {
        return refuse();
    }
    for (;;) {
        int id = shmget(key, size, 0);
        if (id != -1) {
            *created = false;
            return id;
        }
        if (errno != ENOENT) {
            return -1;
        }
        id = shmget(key, size, IPC_CREAT | IPC_EXCL | (int)mode);
        if (id != -1) {
            *created = true;
            return id;
        }
        if (errno != EEXIST) {
            return -1;
        }
    }
}

int segment_private(size_t size, mode_t mode)
{
    if (bad_mode(mode)) {
        return refuse();
    }
    return shmget(IPC_PRIVATE, size, IPC_CREAT | (int)mode);
}
