#include "sandbox/user_tasks.h"

#include "base/cleanup.h"
#include "sandbox/spawn.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* A process that ends meanwhile counts as none. */
static unsigned count_tasks(int proc, const char *pid, uid_t user)
{
    char path[64];
    struct stat info;
    snprintf(path, sizeof path, "%s/task", pid);
    /* A folder has a link for each folder in it, beside its name and its own dot. */
    bool its = fstatat(proc, path, &info, 0) == 0 && info.st_uid == user && info.st_nlink > 2;
    return its ? (unsigned)info.st_nlink - 2 : 0;
}

unsigned user_tasks_count(void)
{
    uid_t user = geteuid() == 0 ? SPAWN_UNPRIVILEGED_ID : geteuid();
    AUTO_CLOSEDIR DIR *proc = opendir("/proc");
    unsigned count = 0;
    struct dirent *item;
    while (proc != NULL && (item = readdir(proc)) != NULL) {
        if (isdigit((unsigned char)item->d_name[0])) {
            count += count_tasks(dirfd(proc), item->d_name, user);
        }
    }
    return count;
}
