#include "progress/state_folder.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/memory.h"

static const char *setting(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0' ? value : NULL;
}

static char *home_folder(struct error *err)
{
    const char *home = setting("HOME");
    if (home != NULL) {
        return memory_copy_string(home);
    }
    char room[4096];
    struct passwd entry;
    struct passwd *found = NULL;
    if (getpwuid_r(getuid(), &entry, room, sizeof room, &found) != 0 || found == NULL) {
        (void)error_set(err, "there is no place for your progress: neither HOME nor WORKBOOK_STATE "
                             "is set");
        return NULL;
    }
    return memory_copy_string(entry.pw_dir);
}

char *state_folder_find(struct error *err)
{
    const char *own = setting("WORKBOOK_STATE");
    if (own != NULL) {
        return memory_copy_string(own);
    }
    const char *xdg = setting("XDG_STATE_HOME");
    /* The specification has a relative path ignored. */
    if (xdg != NULL && xdg[0] == '/') {
        return memory_format("%s/workbook", xdg);
    }
    AUTO_FREE char *home = home_folder(err);
    return home != NULL ? memory_format("%s/.local/state/workbook", home) : NULL;
}

/* As `mkdir -p -m 0700`. */
static bool make_folders(char *path)
{
    for (char *slash = path + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        bool made = mkdir(path, 0700) == 0 || errno == EEXIST;
        struct stat status;
        /* A folder above may be one that is there and cannot be made: EROFS, EACCES. */
        made = made || stat(path, &status) == 0;
        *slash = '/';
        if (!made) {
            return false;
        }
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

bool state_folder_make(const char *path, struct error *err)
{
    AUTO_FREE char *copy = memory_copy_string(path);
    if (!make_folders(copy)) {
        return error_set_errno(err, "cannot make the folder of your progress, %s", path);
    }
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode)) {
        return error_set(err, "%s should hold your progress, but is no folder", path);
    }
    return true;
}
