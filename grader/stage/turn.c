#include "stage/turn.h"

#include "base/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <sys/file.h>
#include <unistd.h>

/* A folder can be locked like a file, and leaves nothing behind: the user's home is the same for all
 * graders of the user and for nobody else's. Who has none shares a folder with the others. */
static int open_lock(void)
{
    const struct passwd *user = getpwuid(geteuid());
    int fd = user != NULL ? open(user->pw_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    return fd >= 0 ? fd : open("/dev/shm", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* A lock cannot be polled: who may be called off asks for it again and again. */
static bool wait_for(int lock, const struct cancel *cancel)
{
    enum { AGAIN_MS = 20 };
    int operation = cancel != NULL ? LOCK_EX | LOCK_NB : LOCK_EX;
    struct pollfd called_off = {.fd = cancel != NULL ? cancel->fd : -1, .events = POLLIN};
    while (flock(lock, operation) != 0) {
        bool held = errno == EWOULDBLOCK;
        if ((!held && errno != EINTR) || (held && poll(&called_off, 1, AGAIN_MS) > 0)) {
            return false;
        }
    }
    return true;
}

bool turn_take(int *fd, const struct cancel *cancel, struct error *err)
{
    AUTO_CLOSE int lock = open_lock();
    if (lock < 0) {
        return error_set_errno(err, "cannot open a folder to take turns by with other graders");
    }
    if (!wait_for(lock, cancel)) {
        return error_set_errno(err, "cannot lock the home folder to take turns with other graders");
    }
    *fd = steal_fd(&lock);
    return true;
}
