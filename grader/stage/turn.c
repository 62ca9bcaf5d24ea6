#include "stage/turn.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Never removed: whoever removes a lock file takes it from under those who wait for it. */
static int open_lock(const char *path)
{
    struct stat info;
    AUTO_CLOSE int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    if (fd < 0 || fstat(fd, &info) != 0) {
        return -1;
    }
    if (!S_ISREG(info.st_mode) || info.st_uid != geteuid()) {
        errno = EPERM; /* a stranger was there before: he could keep us waiting for ever */
        return -1;
    }
    return steal_fd(&fd);
}

bool turn_take(int *fd, struct error *err)
{
    AUTO_FREE char *path = memory_format("/tmp/.workbook-turn-%u", (unsigned)geteuid());
    AUTO_CLOSE int lock = open_lock(path);
    if (lock < 0) {
        return error_set_errno(err, "cannot take turns with other graders by %s", path);
    }
    int result;
    do {
        result = flock(lock, LOCK_EX);
    } while (result != 0 && errno == EINTR);
    if (result != 0) {
        return error_set_errno(err, "cannot lock %s", path);
    }
    *fd = steal_fd(&lock);
    return true;
}
