#include "proctor/crowd.h"

#include "base/cleanup.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* 0 for a process that has gone meanwhile. */
static unsigned long threads_of(int proc, const char *pid)
{
    char path[64];
    char line[256];
    unsigned long threads = 0;
    snprintf(path, sizeof path, "%.32s/status", pid);
    int fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
    AUTO_FCLOSE FILE *status = fd >= 0 ? fdopen(fd, "r") : NULL;
    while (status != NULL && fgets(line, sizeof line, status) != NULL &&
           sscanf(line, "Threads: %lu", &threads) != 1) {
    }
    return threads;
}

static bool is_ours(int proc, const char *pid)
{
    struct stat info;
    return fstatat(proc, pid, &info, 0) == 0 && info.st_uid == geteuid();
}

unsigned long crowd_count(void)
{
    unsigned long count = 0;
    AUTO_CLOSEDIR DIR *proc = opendir("/proc");
    struct dirent *item;
    while (proc != NULL && (item = readdir(proc)) != NULL) {
        if (strtol(item->d_name, NULL, 10) > 0 && is_ours(dirfd(proc), item->d_name)) {
            count += threads_of(dirfd(proc), item->d_name);
        }
    }
    return count;
}
