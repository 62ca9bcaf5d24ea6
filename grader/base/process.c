#include "base/process.h"

#include "base/cleanup.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PF_EXITING = 0x4 }; /* include/linux/sched.h */

struct process_stat process_stat_read(pid_t pid)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    text[length > 0 ? length : 0] = '\0';
    /* The name in parentheses may hold anything: the rest follows the last one. */
    const char *end = strrchr(text, ')');
    struct process_stat stat = {0};
    unsigned flags = 0;
    int parent = 0;
    if (end != NULL) {
        sscanf(end, ") %c %d %*d %*d %*d %*d %u", &stat.state, &parent, &flags);
    }
    stat.parent = parent;
    stat.is_ending =
        stat.state == 0 || stat.state == 'Z' || stat.state == 'X' || (flags & PF_EXITING) != 0;
    return stat;
}

void process_each_thread(pid_t pid, void (*act)(pid_t pid, pid_t thread, void *context),
                         void *context)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    AUTO_CLOSEDIR DIR *directory = opendir(path);
    const struct dirent *item;
    while (directory != NULL && (item = readdir(directory)) != NULL) {
        pid_t thread = (pid_t)strtol(item->d_name, NULL, 10);
        if (thread > 0) {
            act(pid, thread, context);
        }
    }
}

void process_each_child(pid_t pid, pid_t thread, void (*act)(pid_t child, void *context),
                        void *context)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, thread);
    AUTO_FCLOSE FILE *list = fopen(path, "re");
    int child;
    while (list != NULL && fscanf(list, "%d", &child) == 1) {
        act(child, context);
    }
}

bool process_kill(pid_t pid, bool (*is_meant)(pid_t pid, const void *context), const void *context,
                  int wait_ms)
{
    AUTO_CLOSE int process = (int)syscall(SYS_pidfd_open, pid, 0);
    struct pollfd ended = {.fd = process, .events = POLLIN};
    bool killed = process >= 0 && is_meant(pid, context) &&
                  syscall(SYS_pidfd_send_signal, process, SIGKILL, NULL, 0) == 0;
    if (killed) {
        poll(&ended, 1, wait_ms);
    }
    return killed;
}
