#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "database/database_private.h"

int set_aside_lock(const char *path)
{
    AUTO_FREE char *copy = memory_copy_string(path);
    int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    /* Where folders cannot be locked (some network file systems) two graders that find the same damage at the
     * same moment may both set a file aside: both files are kept. */
    while (fd >= 0 && flock(fd, LOCK_EX) != 0 && errno == EINTR) {
    }
    return fd;
}

static bool exists(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

/* NAME.broken-20261121-214500 in local time, and -2 behind it when that is taken. */
static char *free_name(const char *path)
{
    time_t now = time(NULL);
    struct tm local;
    char stamp[32] = "";
    if (localtime_r(&now, &local) != NULL) {
        (void)strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &local);
    }
    char *name = memory_format("%s.broken-%s", path, stamp);
    for (unsigned i = 2; exists(name); i++) {
        free(name);
        name = memory_format("%s.broken-%s-%u", path, stamp, i);
    }
    return name;
}

char *set_aside(const char *path, struct error *err)
{
    AUTO_FREE char *name = free_name(path);
    AUTO_FREE char *journal = memory_format("%s-journal", path);
    AUTO_FREE char *journal_name = memory_format("%s-journal", name);
    if ((rename(journal, journal_name) != 0 && errno != ENOENT) || rename(path, name) != 0) {
        (void)error_set_errno(err, "%s is damaged and cannot be set aside", path);
        return NULL;
    }
    return steal_pointer(&name);
}
