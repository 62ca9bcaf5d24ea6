#include "stage/turn.h"

#include "base/cleanup.h"
#include "base/lock.h"
#include "base/memory.h"
#include "stage/turn_holder.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    LOOK_MS = 1000, /* at who has the turn */
    LOOKS_MAX = 30 * 60,
};

static bool watch(const struct lock_wait *wait, int lock, const struct cancel *cancel,
                  struct error *err)
{
    struct pollfd wanted[] = {{.fd = wait->ended, .events = POLLIN},
                              {.fd = cancel != NULL ? cancel->fd : -1, .events = POLLIN}};
    for (int looks = 0; looks < LOOKS_MAX; looks++) {
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
    struct lock_wait wait;
    if (!lock_wait_begin(&wait, lock)) {
        return error_set_errno(err, "cannot start a process that waits for the turn");
    }
    bool came = watch(&wait, lock, cancel, err);
    bool taken = lock_wait_finish(&wait);
    return came && (taken || error_set(err, "cannot lock a folder to take turns"));
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

/* Can nobody else open it? */
static bool is_private(const char *folder)
{
    struct stat info;
    return stat(folder, &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == geteuid() &&
           (info.st_mode & (S_IRGRP | S_IROTH)) == 0;
}

/* Where progress is kept unless somebody wants it elsewhere. What cannot be made is not there. */
static char *make_private_folder(const char *home)
{
    static const char *const parts[] = {".local", ".local/state", ".local/state/workbook"};
    char *folder = NULL;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        free(folder);
        folder = memory_format("%s/%s", home, parts[i]);
        (void)mkdir(folder, S_IRWXU);
    }
    return folder;
}

char *turn_find_folder(const char *home)
{
    AUTO_FREE char *folder = is_private(home) ? NULL : make_private_folder(home);
    return folder != NULL && is_private(folder) ? steal_pointer(&folder) : memory_copy_string(home);
}

/* A folder can be locked like a file, and leaves nothing behind: the user's home is the same for all
 * graders of the user and for nobody else's. Who has none shares a folder with the others. */
bool turn_take(int *fd, const struct cancel *cancel, struct error *err)
{
    const struct passwd *user = getpwuid(geteuid());
    bool has_home = user != NULL && access(user->pw_dir, R_OK) == 0;
    AUTO_FREE char *folder =
        has_home ? turn_find_folder(user->pw_dir) : memory_copy_string("/dev/shm");
    return turn_take_of(folder, fd, cancel, err);
}
