#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/lock.h"
#include "base/memory.h"
#include "database/database_private.h"

enum { LOCK_MS = 5000 }; /* who has it renames some files */

bool set_aside_lock(const char *path, int *lock, struct error *err)
{
    AUTO_FREE char *copy = memory_copy_string(path);
    const char *folder = dirname(copy);
    AUTO_CLOSE int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum lock_outcome outcome = fd >= 0 ? lock_take(fd, LOCK_MS) : LOCK_IMPOSSIBLE;
    *lock = outcome == LOCK_TAKEN ? steal_fd(&fd) : -1;
    return outcome != LOCK_BUSY ||
           error_set(err,
                     "%s is damaged and cannot be set aside: another process has had a lock on %s "
                     "for five seconds; find it with lsof, end it, and try again",
                     path, folder);
}

static bool exists(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

/* NAME.broken-20261121-214500 in local time, and -2 behind it when that is taken. */
static char *free_name(const char *path)
{
    AUTO_TEXT struct text stamp = {0};
    date_append_local(&stamp, clock_wall_ms(), "%Y%m%d-%H%M%S");
    char *name = memory_format("%s.broken-%s", path, text_string(&stamp));
    for (unsigned i = 2; exists(name); i++) {
        free(name);
        name = memory_format("%s.broken-%s-%u", path, text_string(&stamp), i);
    }
    return name;
}

/* What SQLite keeps beside a file: gone when there is none. */
static bool move_companion(const char *path, const char *name, const char *suffix)
{
    AUTO_FREE char *from = memory_format("%s%s", path, suffix);
    AUTO_FREE char *to = memory_format("%s%s", name, suffix);
    return rename(from, to) == 0 || errno == ENOENT;
}

char *set_aside(const char *path, struct error *err)
{
    AUTO_FREE char *name = free_name(path);
    if (!move_companion(path, name, "-journal") || !move_companion(path, name, "-wal") ||
        !move_companion(path, name, "-shm") || rename(path, name) != 0) {
        (void)error_set_errno(err, "%s is damaged and cannot be set aside", path);
        return NULL;
    }
    return steal_pointer(&name);
}
