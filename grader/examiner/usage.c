#include "examiner/usage.h"

#include "base/process.h"
#include "examiner/held.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static bool read_proc(pid_t pid, const char *file, char *text, size_t capacity)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, file);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    ssize_t length = read(fd, text, capacity - 1);
    close(fd);
    text[length < 0 ? 0 : length] = '\0';
    return length > 0;
}

struct usage usage_read(pid_t pid)
{
    struct usage usage = {0};
    char text[4096];
    if (read_proc(pid, "schedstat", text, sizeof text)) {
        sscanf(text, "%" SCNu64 " %" SCNu64, &usage.cpu_ns, &usage.delayed_ns);
    }
    if (read_proc(pid, "status", text, sizeof text)) {
        const char *line = strstr(text, "\nvoluntary_ctxt_switches:");
        if (line != NULL) {
            sscanf(line, "\nvoluntary_ctxt_switches: %" SCNu64, &usage.wakeups);
        }
    }
    struct held held = held_read(pid);
    usage.delayed_ns += held.held_ns;
    usage.wakeups = usage.wakeups > held.sleeps ? usage.wakeups - held.sleeps : 0;
    return usage;
}

uint64_t usage_wakeups_between(struct usage before, struct usage after)
{
    return after.wakeups > before.wakeups ? after.wakeups - before.wakeups : 0;
}

char usage_state(pid_t pid)
{
    char state = process_stat_read(pid).state;
    return (state == 'S' || state == 'D') && held_now(pid) ? 'R' : state;
}

long usage_system_call(pid_t pid)
{
    char text[256];
    if (!read_proc(pid, "syscall", text, sizeof text) || text[0] < '0' || text[0] > '9' ||
        held_now(pid)) {
        return -1;
    }
    return strtol(text, NULL, 10);
}

uint64_t usage_now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}
