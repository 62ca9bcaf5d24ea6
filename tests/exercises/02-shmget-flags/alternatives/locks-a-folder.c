/* alternative: callers of segment_ensure take turns by an flock on the root folder, which leaves
 * nothing behind: no lock file, no semaphore, and the kernel drops the lock of a process that dies.
 * The lock saves rounds and is not trusted: others may create and remove without it, so the
 * creation is exclusive all the same, and a call that cannot get it goes on without. */
#include "shmget_flags.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/shm.h>
#include <unistd.h>

static int lock_take(void)
{
    int fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    while (fd >= 0 && flock(fd, LOCK_EX) == -1 && errno == EINTR) {
    }
    return fd;
}

static void lock_drop(int fd)
{
    int error = errno;
    if (fd >= 0) {
        close(fd);
    }
    errno = error;
}

static bool is_mode(mode_t mode)
{
    return mode >> 9 == 0;
}

int segment_create(key_t key, size_t size, mode_t mode)
{
    if (key != IPC_PRIVATE && is_mode(mode)) {
        return shmget(key, size, (int)(mode | IPC_CREAT | IPC_EXCL));
    }
    errno = EINVAL;
    return -1;
}

int segment_open(key_t key, size_t min_size)
{
    if (key != IPC_PRIVATE) {
        return shmget(key, min_size, 0);
    }
    errno = EINVAL;
    return -1;
}

int segment_ensure(key_t key, size_t size, mode_t mode, bool *created)
{
    if (key == IPC_PRIVATE || !is_mode(mode) || created == NULL) {
        errno = EINVAL;
        return -1;
    }

    int lock = lock_take();
    bool made = false;
    int shmid = shmget(key, size, 0);
    while (shmid == -1 && (errno == ENOENT || (made && errno == EEXIST))) {
        made = !made;
        shmid = made ? segment_create(key, size, mode) : segment_open(key, size);
    }
    if (shmid != -1) {
        *created = made;
    }
    lock_drop(lock);
    return shmid;
}

int segment_private(size_t size, mode_t mode)
{
    if (is_mode(mode)) {
        return shmget(IPC_PRIVATE, size, (int)mode);
    }
    errno = EINVAL;
    return -1;
}
