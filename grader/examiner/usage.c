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

enum { STATUS_BYTES = 4096 };

/* The number after a word of proc_pid_status(5); 0: it is not there. */
static uint64_t number_in(const char *text, const char *word)
{
    const char *line = strstr(text, word);
    return line != NULL ? strtoull(line + strlen(word), NULL, 10) : 0;
}

/* False, and an empty text: there is no such file, or nothing in it. */
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

/* Of one thread: what its status says, which has been read, and its schedstat. */
static struct usage read_thread(pid_t pid, const char *status, const char *schedstat_file)
{
    struct usage usage = {.wakeups = number_in(status, "\nvoluntary_ctxt_switches:")};
    char text[128];
    if (read_proc(pid, schedstat_file, text, sizeof text)) {
        sscanf(text, "%" SCNu64 " %" SCNu64, &usage.cpu_ns, &usage.delayed_ns);
    }
    return usage;
}

/* The file names of proc_pid_task(5) are those of proc_pid(5). */
static void add_thread(pid_t pid, pid_t thread, void *context)
{
    struct usage *usage = context;
    char file[64], status[STATUS_BYTES];
    snprintf(file, sizeof file, "task/%d/status", thread);
    read_proc(pid, file, status, sizeof status);
    snprintf(file, sizeof file, "task/%d/schedstat", thread);
    const struct usage own = read_thread(pid, status, file);
    usage->cpu_ns += own.cpu_ns;
    usage->delayed_ns += thread == pid ? own.delayed_ns : 0;
    usage->wakeups += own.wakeups;
}

struct usage usage_read(pid_t pid)
{
    struct usage usage = {0};
    char status[STATUS_BYTES];
    read_proc(pid, "status", status, sizeof status);
    if (number_in(status, "\nThreads:") > 1) {
        process_each_thread(pid, add_thread, &usage);
    } else {
        usage = read_thread(pid, status, "schedstat");
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
