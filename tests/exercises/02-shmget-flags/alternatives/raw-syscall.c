/* alternative: one function does the work of all four, by syscall(2) and with negative error
 * numbers as inside the kernel; errno is set in one place. */
#include "shmget_flags.h"

#include <errno.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum wish { CREATE = 1, OPEN = 2, ENSURE = CREATE | OPEN };

static int ask(key_t key, size_t size, int flags)
{
    long result = syscall(SYS_shmget, key, size, flags);
    return result == -1 ? -errno : (int)result;
}

static int obtain(enum wish wish, key_t key, size_t size, mode_t mode, bool *created)
{
    int result = -EINVAL;

    if (mode & ~(mode_t)(S_IRWXU | S_IRWXG | S_IRWXO)) {
        return -EINVAL;
    }
again:
    if (wish & CREATE) {
        result = ask(key, size, IPC_CREAT | IPC_EXCL | (int)mode);
        if (result >= 0) {
            *created = true;
        }
        if (result != -EEXIST) {
            return result;
        }
    }
    if (wish & OPEN) {
        result = ask(key, size, 0);
        if (result >= 0) {
            *created = false;
        }
        if (result == -ENOENT && wish == ENSURE) {
            goto again;
        }
    }
    return result;
}

static int deliver(int result)
{
    if (result < 0) {
        errno = -result;
        return -1;
    }
    return result;
}

int segment_create(key_t key, size_t size, mode_t mode)
{
    bool created;
    return deliver(key == IPC_PRIVATE ? -EINVAL : obtain(CREATE, key, size, mode, &created));
}

int segment_open(key_t key, size_t min_size)
{
    bool created;
    return deliver(key == IPC_PRIVATE ? -EINVAL : obtain(OPEN, key, min_size, 0, &created));
}

int segment_ensure(key_t key, size_t size, mode_t mode, bool *created)
{
    if (key == IPC_PRIVATE || created == NULL) {
        return deliver(-EINVAL);
    }
    return deliver(obtain(ENSURE, key, size, mode, created));
}

int segment_private(size_t size, mode_t mode)
{
    bool created;
    return deliver(obtain(CREATE, IPC_PRIVATE, size, mode, &created));
}
