/* mutant: looks whether the segment is there, and then creates without IPC_EXCL
 * caught-by: behaviour/create-refuses-existing
 * why: between the two somebody else can create it, and both believe to be its creator
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
    if (shmget(key, 0, 0) != -1) {
        errno = EEXIST;
        return -1;
    }
    return shmget(key, size, IPC_CREAT | (int)mode);
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
    if (created == NULL || key == IPC_PRIVATE || bad_mode(mode)) {
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
