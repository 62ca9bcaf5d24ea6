#include "stage/turn.h"

#include "base/cleanup.h"
#include "stage/turn_holder.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    LOOK_MS = 1000, /* at who has the turn */
    LOOKS_MAX = 30 * 60,
};

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

static bool watch(int lock, pid_t asking, const struct cancel *cancel, struct error *err)
{
    AUTO_CLOSE int process = (int)syscall(SYS_pidfd_open, asking, 0);
    struct pollfd wanted[] = {{.fd = process, .events = POLLIN},
                              {.fd = cancel != NULL ? cancel->fd : -1, .events = POLLIN}};
    for (int looks = 0; process >= 0 && looks < LOOKS_MAX; looks++) {
        if (poll(wanted, 2, LOOK_MS) > 0) {
            return wanted[0].revents != 0 || error_set(err, "the grading was called off");
        }
        pid_t stopped = turn_holder_find_stopped(lock);
        if (stopped > 0) {
            return error_set(err,
                             "process %d has the turn of grading, and is stopped: let it go on "
                             "(fg), or end it (kill -KILL %d)",
                             (int)stopped, (int)stopped);
        }
    }
    return error_set(err, "other graders of yours had the turn of grading for half an hour");
}

static bool wait_for(int lock, const struct cancel *cancel, struct error *err)
{
    pid_t parent = getpid();
    int status = -1;
    pid_t asking = _Fork();
    if (asking == 0) {
        ask(lock, parent);
    }
    if (asking < 0) {
        return error_set_errno(err, "cannot start a process that waits for the turn");
    }
    bool came = watch(lock, asking, cancel, err);
    if (!came) {
        kill(asking, SIGKILL);
    }
    while (waitpid(asking, &status, 0) < 0 && errno == EINTR) {
    }
    return came && (status == 0 || error_set(err, "cannot lock a folder to take turns"));
}

bool turn_take_of(const char *folder, int *fd, const struct cancel *cancel, struct error *err)
{
    AUTO_CLOSE int lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (lock < 0) {
        return error_set_errno(err, "cannot open %s to take turns with other graders", folder);
    }
    if (flock(lock, LOCK_EX | LOCK_NB) != 0 &&
        (errno != EWOULDBLOCK ? !error_set_errno(err, "cannot lock %s to take turns", folder)
                              : !wait_for(lock, cancel, err))) {
        return false;
    }
    *fd = steal_fd(&lock);
    return true;
}

/* A folder can be locked like a file, and leaves nothing behind: the user's home is the same for all
 * graders of the user and for nobody else's. Who has none shares a folder with the others. */
bool turn_take(int *fd, const struct cancel *cancel, struct error *err)
{
    const struct passwd *user = getpwuid(geteuid());
    bool has_home = user != NULL && access(user->pw_dir, R_OK) == 0;
    return turn_take_of(has_home ? user->pw_dir : "/dev/shm", fd, cancel, err);
}
