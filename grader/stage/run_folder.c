#include "stage/run_folder.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/process.h"
#include "base/tree.h"
#include "remains/remove.h"
#include "stage/arena.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "workbook-"
#define MARK   "of-a-grader"

enum {
    MODE_BARE = S_ISVTX | 0700, /* of a folder in which no mark is yet, or none any more */
    MODE_MARKED = 0755,
    MODE_BITS = 07777,
    ATTEMPTS_MAX = 100, /* at a name that nobody has */
};

static const char words_of_mark[] = "a folder of grader check, removed by it or by its successor\n";

/* --- whose it is ------------------------------------------------------------------------------- */

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

static bool is_a_graders(int folder)
{
    struct stat info;
    return fstat(folder, &info) == 0 && info.st_uid == geteuid() &&
           ((info.st_mode & MODE_BITS) == MODE_BARE || is_marked(folder));
}

static int open_folder(int base, const char *name)
{
    return openat(base, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

/* --- removing ---------------------------------------------------------------------------------- */

/* Everything but the mark, which goes last: who is killed in the middle leaves what says whose it is. */
static void empty(int folder)
{
    DIR *list = fdopendir(open_folder(folder, "."));
    const struct dirent *item;
    while (list != NULL && (item = readdir(list)) != NULL) {
        if (strcmp(item->d_name, ".") != 0 && strcmp(item->d_name, "..") != 0 &&
            strcmp(item->d_name, MARK) != 0) {
            tree_remove(folder, item->d_name);
        }
    }
    if (list != NULL) {
        closedir(list);
    }
}

/* Of a bare one nothing goes that is not a mark that was begun: what somebody has put there keeps it. */
static void remove_folder(int base, const char *name, int folder)
{
    if (is_marked(folder)) {
        empty(folder);
    }
    if (fchmod(folder, MODE_BARE) == 0) {
        (void)unlinkat(folder, MARK, 0);
        (void)unlinkat(base, name, AT_REMOVEDIR);
    }
}

void run_folder_remove(const char *path, int lock)
{
    remove_folder(AT_FDCWD, path, lock);
}

/* --- making ------------------------------------------------------------------------------------ */

static bool mark(int folder)
{
    AUTO_CLOSE int file = openat(folder, MARK, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444);
    return file >= 0 && file_write_all(file, words_of_mark, sizeof words_of_mark - 1) &&
           fchmod(folder, MODE_MARKED) == 0;
}

static char *make_name(const char *base)
{
    uint32_t number = 0;
    /* Cannot fail for so few bytes (getrandom(2)). */
    (void)!getrandom(&number, sizeof number, 0);
    return memory_format("%s/" PREFIX "%06x", base, (unsigned)number & 0xffffff);
}

/* The lock of a new folder; -1 with errno. Before it has the lock another grader may take the folder for one that was
 * left: then it is gone, or about to go, and the next name is tried. */
static int make_folder(const char *base, char **path)
{
    bool can_be = true;
    for (int attempt = 0; can_be && attempt < ATTEMPTS_MAX; attempt++) {
        AUTO_FREE char *folder = make_name(base);
        bool fresh = mkdir(folder, MODE_BARE) == 0;
        can_be = fresh || errno == EEXIST;
        AUTO_CLOSE int held = fresh ? open_folder(AT_FDCWD, folder) : -1;
        if (held >= 0 && flock(held, LOCK_EX | LOCK_NB) == 0 && file_is_at(held, folder)) {
            *path = steal_pointer(&folder);
            return steal_fd(&held);
        }
    }
    return -1;
}

bool run_folder_create(const char *base, char **path, int *lock, struct error *err)
{
    AUTO_FREE char *folder = NULL;
    AUTO_CLOSE int held = make_folder(base, &folder);
    if (held < 0) {
        return error_set_errno(
            err, "cannot make a folder in %s; name another in WORKBOOK_RUN_FOLDER", base);
    }
    if (!mark(held)) {
        error_set_errno(err, "cannot write into %s; name another folder in WORKBOOK_RUN_FOLDER",
                        base);
        run_folder_remove(folder, held);
        return false;
    }
    *path = steal_pointer(&folder);
    *lock = steal_fd(&held);
    return true;
}

/* --- what others have left --------------------------------------------------------------------- */

/* An open folder of a grader of ours that is gone, locked; -1 when it is not that. What it was before the lock, its
 * grader may have changed. */
static int open_orphan(int base, const char *name)
{
    AUTO_CLOSE int folder = open_folder(base, name);
    if (folder < 0 || !is_a_graders(folder) || flock(folder, LOCK_EX | LOCK_NB) != 0 ||
        !is_a_graders(folder)) {
        return -1;
    }
    return steal_fd(&folder);
}

/* Does a process have a file below the folder in its memory? Its program, or the student's object:
 * both lie there, and a process keeps them however it renames itself and whoever its parent is. */
static bool lives_in(pid_t pid, const void *context)
{
    const char *folder = context;
    AUTO_FREE char *path = memory_format("/proc/%d/maps", (int)pid);
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

/* Nobody's end is awaited before all are killed: they may be forking meanwhile. */
static bool kill_inhabitants(const char *folder)
{
    bool any = false;
    AUTO_CLOSEDIR DIR *processes = opendir("/proc");
    const struct dirent *item;
    while (processes != NULL && (item = readdir(processes)) != NULL) {
        pid_t pid = (pid_t)strtol(item->d_name, NULL, 10);
        any = (pid > 0 && process_kill(pid, lives_in, folder, 0)) || any;
    }
    return any;
}

/* Of each arena in it: stage/arena.h. */
static void remove_remains(int folder)
{
    AUTO_CLOSEDIR DIR *list = fdopendir(open_folder(folder, "."));
    const struct dirent *item;
    while (list != NULL && (item = readdir(list)) != NULL) {
        AUTO_FREE char *run = memory_format("%s/" ARENA_RUN, item->d_name);
        remains_remove(folder, run);
    }
}

static void remove_orphan(int base, const char *path, const char *name)
{
    enum { ROUNDS_MAX = 100 };
    AUTO_CLOSE int folder = open_orphan(base, name);
    if (folder < 0) {
        return;
    }
    /* As the kernel writes it in /proc/PID/maps. */
    AUTO_FREE char *here = memory_format("%s/%s", path, name);
    AUTO_FREE char *real = realpath(here, NULL);
    for (int round = 0; real != NULL && round < ROUNDS_MAX && kill_inhabitants(real); round++) {
    }
    remove_remains(folder);
    remove_folder(base, name, folder);
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
