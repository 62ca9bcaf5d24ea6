/* alternative: segment_ensure steps aside between two rounds, for a pause that grows, so that two
 * programs which fight over a key do not burn a processor. Signals are blocked meanwhile and
 * unblocked again, and the clock is the monotonic one. Recursion carries the pause. */
#include "shmget_flags.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/shm.h>
#include <time.h>

#define OTHER_BITS (~(mode_t)0777)

static void step_aside(long pause_ns)
{
    struct timespec pause = {.tv_nsec = pause_ns};
    sigset_t all, before;

    if (pause_ns == 0) {
        sched_yield();
        return;
    }
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int segment_create(key_t key, size_t size, mode_t mode)
{
    if (mode & OTHER_BITS || !key) {
        errno = EINVAL;
        return -1;
    }
    return shmget(key, size, (int)mode + IPC_CREAT + IPC_EXCL);
}

int segment_open(key_t key, size_t min_size)
{
    if (!key) {
        errno = EINVAL;
        return -1;
    }
    return shmget(key, min_size, 0);
}

static int ensure(key_t key, size_t size, mode_t mode, bool *created, long pause_ns)
{
    static const long longest_ns = 1000 * 1000;

    int shmid = segment_create(key, size, mode);
    if (shmid != -1) {
        *created = true;
        return shmid;
    }
    if (errno == EEXIST) {
        shmid = segment_open(key, size);
        if (shmid != -1) {
            *created = false;
            return shmid;
        }
        if (errno == ENOENT) {
            step_aside(pause_ns);
            pause_ns = pause_ns == 0 ? 1000 : pause_ns * 2;
            return ensure(key, size, mode, created, pause_ns < longest_ns ? pause_ns : longest_ns);
        }
    }
    return -1;
}

int segment_ensure(key_t key, size_t size, mode_t mode, bool *created)
{
    if (!created) {
        errno = EINVAL;
        return -1;
    }
    return ensure(key, size, mode, created, 0);
}

int segment_private(size_t size, mode_t mode)
{
    if (mode & OTHER_BITS) {
        errno = EINVAL;
        return -1;
    }
    return shmget(IPC_PRIVATE, size, (int)mode + IPC_CREAT + IPC_EXCL);
}
