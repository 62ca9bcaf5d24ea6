#include "base/lock.h"

#include "base/clock.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* System calls only: the other process may have threads. It keeps nothing of what they have open. */
static _Noreturn void ask(int lock, pid_t parent)
{
    int result = -1;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent) {
        closefrom(lock + 1);
        for (int fd = 0; fd < lock; fd++) {
            close(fd);
        }
        do {
            result = flock(lock, LOCK_EX);
        } while (result != 0 && errno == EINTR);
    }
    _exit(result == 0 ? 0 : 1);
}

bool lock_wait_begin(struct lock_wait *wait, int fd)
{
    pid_t parent = getpid();
    *wait = (struct lock_wait){.asking = _Fork(), .ended = -1};
    if (wait->asking == 0) {
        ask(fd, parent);
    }
    if (wait->asking > 0) {
        wait->ended = (int)syscall(SYS_pidfd_open, wait->asking, 0);
    }
    if (wait->asking > 0 && wait->ended < 0) {
        int error = errno;
        (void)lock_wait_finish(wait);
        errno = error;
    }
    return wait->ended >= 0;
}

bool lock_wait_finish(struct lock_wait *wait)
{
    struct pollfd ended = {.fd = wait->ended, .events = POLLIN};
    int status = -1;
    if (wait->ended < 0 || poll(&ended, 1, 0) <= 0) {
        kill(wait->asking, SIGKILL);
    }
    while (waitpid(wait->asking, &status, 0) < 0 && errno == EINTR) {
    }
    if (wait->ended >= 0) {
        close(wait->ended);
    }
    return status == 0;
}

/* Signals do not make it longer. */
static void await(const struct lock_wait *wait, int wait_ms)
{
    struct pollfd ended = {.fd = wait->ended, .events = POLLIN};
    long end_ms = clock_now_ms() + wait_ms;
    long left_ms = wait_ms;
    while (left_ms > 0 && poll(&ended, 1, (int)left_ms) < 0 && errno == EINTR) {
        left_ms = end_ms - clock_now_ms();
    }
}

enum lock_outcome lock_take(int fd, int wait_ms)
{
    struct lock_wait wait;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        return LOCK_TAKEN;
    }
    if (errno != EWOULDBLOCK || !lock_wait_begin(&wait, fd)) {
        return LOCK_IMPOSSIBLE;
    }
    await(&wait, wait_ms);
    return lock_wait_finish(&wait) ? LOCK_TAKEN : LOCK_BUSY;
}
