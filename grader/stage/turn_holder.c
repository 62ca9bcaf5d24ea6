#include "stage/turn_holder.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/process.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { INFO_BYTES_MAX = 16 * 1024 };

/* Is it open at that folder, and does it hold a lock? */
static bool holds(pid_t pid, const char *descriptor, const struct stat *folder)
{
    struct stat info;
    AUTO_FREE char *link = memory_format("/proc/%d/fd/%s", (int)pid, descriptor);
    AUTO_FREE char *path = memory_format("/proc/%d/fdinfo/%s", (int)pid, descriptor);
    AUTO_FREE char *text = NULL;
    struct error ignored;
    return stat(link, &info) == 0 && info.st_dev == folder->st_dev &&
           info.st_ino == folder->st_ino &&
           file_read(path, INFO_BYTES_MAX, &text, NULL, &ignored) && strstr(text, "FLOCK") != NULL;
}

static bool is_holder(pid_t pid, const struct stat *folder)
{
    AUTO_FREE char *path = memory_format("/proc/%d/fd", (int)pid);
    AUTO_CLOSEDIR DIR *list = opendir(path);
    const struct dirent *item;
    while (list != NULL && (item = readdir(list)) != NULL) {
        if (item->d_name[0] != '.' && holds(pid, item->d_name, folder)) {
            return true;
        }
    }
    return false;
}

pid_t turn_holder_find_stopped(int lock)
{
    struct stat folder;
    AUTO_CLOSEDIR DIR *processes = opendir("/proc");
    const struct dirent *item;
    while (processes != NULL && fstat(lock, &folder) == 0 && (item = readdir(processes)) != NULL) {
        pid_t pid = (pid_t)strtol(item->d_name, NULL, 10);
        if (pid > 0 && process_stat_read(pid).state == 'T' && is_holder(pid, &folder)) {
            return pid;
        }
    }
    return 0;
}
