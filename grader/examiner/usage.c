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

/* The number after a word of proc_pid_status(5); 0: it is not there. */
static uint64_t number_in(const char *text, const char *word)
{
    const char *line = strstr(text, word);
    return line != NULL ? strtoull(line + strlen(word), NULL, 10) : 0;
}

static bool read_proc(pid_t pid, const char *file, char *text, size_t capacity)
{
    text[0] = '\0';
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

/* Of one thread: the file names of proc_pid_task(5) are those of proc_pid(5). */
static void add_thread(pid_t pid, pid_t thread, void *context)
{
    struct usage *usage = context;
    char file[64], text[4096];
    uint64_t cpu_ns = 0, delayed_ns = 0, wakeups = 0;
    snprintf(file, sizeof file, "task/%d/schedstat", thread);
    if (read_proc(pid, file, text, sizeof text)) {
        sscanf(text, "%" SCNu64 " %" SCNu64, &cpu_ns, &delayed_ns);
    }
    snprintf(file, sizeof file, "task/%d/status", thread);
    if (read_proc(pid, file, text, sizeof text)) {
        wakeups = number_in(text, "\nvoluntary_ctxt_switches:");
    }
    usage->cpu_ns += cpu_ns;
    usage->delayed_ns += thread == pid ? delayed_ns : 0;
    usage->wakeups += wakeups;
}

struct usage usage_read(pid_t pid)
{
    struct usage usage = {0};
    char text[4096];
    if (read_proc(pid, "status", text, sizeof text) && number_in(text, "\nThreads:") > 1) {
        process_each_thread(pid, add_thread, &usage);
    } else {
        usage.wakeups = number_in(text, "\nvoluntary_ctxt_switches:");
        if (read_proc(pid, "schedstat", text, sizeof text)) {
            sscanf(text, "%" SCNu64 " %" SCNu64, &usage.cpu_ns, &usage.delayed_ns);
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
