#include "stage/run_folder.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "workbook-"
#define MARK   "of-a-grader"

static const char words_of_mark[] = "a folder of grader check, removed by it or by its successor\n";

/* The mark comes after the lock: a folder without it may be one that is being made. */
static bool mark(int folder, struct error *err)
{
    AUTO_CLOSE int file = openat(folder, MARK, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444);
    if (file < 0 || !file_write_all(file, words_of_mark, sizeof words_of_mark - 1)) {
        return error_set_errno(err, "cannot write into a folder for runs");
    }
    return true;
}

bool run_folder_create(const char *base, char **path, int *lock, struct error *err)
{
    AUTO_FREE char *folder = memory_format("%s/" PREFIX "XXXXXX", base);
    if (mkdtemp(folder) == NULL || chmod(folder, 0755) != 0) {
        return error_set_errno(
            err, "cannot make a folder in %s; name another in WORKBOOK_RUN_FOLDER", base);
    }
    AUTO_CLOSE int held = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (held < 0 || flock(held, LOCK_EX | LOCK_NB) != 0) {
        return error_set_errno(err, "cannot lock %s", folder);
    }
    if (!mark(held, err)) {
        return false;
    }
    *path = steal_pointer(&folder);
    *lock = steal_fd(&held);
    return true;
}

static bool is_marked(int folder)
{
    char bytes[sizeof words_of_mark];
    struct stat info;
    AUTO_CLOSE int file = openat(folder, MARK, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    return file >= 0 && fstat(file, &info) == 0 && S_ISREG(info.st_mode) &&
           info.st_uid == geteuid() &&
           read(file, bytes, sizeof bytes) == (ssize_t)sizeof words_of_mark - 1 &&
           memcmp(bytes, words_of_mark, sizeof words_of_mark - 1) == 0;
}

/* An open folder of a grader of ours that is gone, locked; -1 when it is not that. */
static int open_orphan(int base, const char *name)
{
    struct stat info;
    AUTO_CLOSE int folder =
        openat(base, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (folder < 0 || fstat(folder, &info) != 0 || info.st_uid != geteuid() || !is_marked(folder) ||
        flock(folder, LOCK_EX | LOCK_NB) != 0) {
        return -1;
    }
    return steal_fd(&folder);
}

/* Does a process have a file below the folder in its memory? Its program, or the student's object:
 * both lie there, and a process keeps them however it renames itself and whoever its parent is. */
static bool lives_in(const char *pid, const char *folder)
{
    AUTO_FREE char *path = memory_format("/proc/%s/maps", pid);
    AUTO_FREE char *inside = memory_format(" %s/", folder);
    AUTO_FREE char *line = NULL;
    AUTO_FCLOSE FILE *maps = fopen(path, "re");
    size_t room = 0;
    while (maps != NULL && getline(&line, &room, maps) > 0) {
        if (strstr(line, inside) != NULL) {
            return true;
        }
    }
    return false;
}

static bool kill_inhabitants(const char *folder)
{
    bool any = false;
    DIR *processes = opendir("/proc");
    const struct dirent *item;
    while (processes != NULL && (item = readdir(processes)) != NULL) {
        if (item->d_name[0] >= '1' && item->d_name[0] <= '9' && lives_in(item->d_name, folder)) {
            any = kill((pid_t)strtol(item->d_name, NULL, 10), SIGKILL) == 0 || any;
        }
    }
    if (processes != NULL) {
        closedir(processes);
    }
    return any;
}

static void remove_orphan(int base, const char *path, const char *name)
{
    enum { ROUNDS_MAX = 100 }; /* they may be forking meanwhile */
    AUTO_CLOSE int folder = open_orphan(base, name);
    if (folder < 0) {
        return;
    }
    /* As the kernel writes it in /proc/PID/maps. */
    AUTO_FREE char *here = memory_format("%s/%s", path, name);
    AUTO_FREE char *real = realpath(here, NULL);
    for (int round = 0; real != NULL && round < ROUNDS_MAX && kill_inhabitants(real); round++) {
    }
    tree_remove(base, name);
}

void run_folder_sweep(const char *base)
{
    DIR *list = opendir(base);
    const struct dirent *item;
    while (list != NULL && (item = readdir(list)) != NULL) {
        if (strncmp(item->d_name, PREFIX, sizeof PREFIX - 1) == 0) {
            remove_orphan(dirfd(list), base, item->d_name);
        }
    }
    if (list != NULL) {
        closedir(list);
    }
}
