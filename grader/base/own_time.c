#include "base/own_time.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { FAMILY_MAX = 4096 };

/* One look at a family: its threads, and what they did since the look before. */
struct look {
    const struct own_time *time;
    uint64_t interval_ns;
    struct own_time_thread *threads;
    size_t count;
    uint64_t cpu_ns, delayed_ns;
    pid_t *family; /* processes found, of which `done` were looked at */
    size_t family_count, done;
};

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

static bool read_file(pid_t pid, const char *thread, const char *name, char *text, size_t room)
{
    char path[96];
    snprintf(path, sizeof path, "/proc/%d/task/%s/%s", pid, thread, name);
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? -1 : read(fd, text, room - 1);
    text[length > 0 ? length : 0] = '\0';
    return length > 0;
}

/* The state follows the last parenthesis of the name, which may hold anything (proc_pid_stat(5)). */
static bool is_ready(pid_t pid, const char *thread)
{
    char text[512];
    const char *end = read_file(pid, thread, "stat", text, sizeof text) ? strrchr(text, ')') : NULL;
    return end != NULL && end[1] == ' ' && end[2] == 'R';
}

static const struct own_time_thread *find(const struct own_time *time, pid_t id)
{
    for (size_t i = 0; i < time->count; i++) {
        if (time->threads[i].id == id) {
            return &time->threads[i];
        }
    }
    return NULL;
}

/* The kernel counts a wait for the processor when it is over: one that is still going on shows as a
 * thread that is ready and has not moved. */
static void look_at_thread(struct look *look, pid_t pid, const char *thread)
{
    char text[128];
    struct own_time_thread now = {.id = (pid_t)strtol(thread, NULL, 10)};
    if (!read_file(pid, thread, "schedstat", text, sizeof text) ||
        sscanf(text, "%" SCNu64 " %" SCNu64, &now.cpu_ns, &now.delayed_ns) != 2) {
        return;
    }
    const struct own_time_thread *before = find(look->time, now.id);
    uint64_t cpu_ns = now.cpu_ns - (before != NULL ? before->cpu_ns : 0);
    uint64_t delayed_ns = now.delayed_ns - (before != NULL ? before->delayed_ns : 0);
    bool stands = before != NULL && cpu_ns == 0 && delayed_ns == 0 && is_ready(pid, thread);
    look->cpu_ns += cpu_ns;
    look->delayed_ns += stands ? look->interval_ns : delayed_ns;
    *memory_append(&look->threads, &look->count) = now;
}

static void add_children(struct look *look, pid_t pid, const char *thread)
{
    char text[4096];
    if (!read_file(pid, thread, "children", text, sizeof text)) {
        return;
    }
    char *rest = text;
    for (char *word = strtok_r(text, " \n", &rest); word != NULL;
         word = strtok_r(NULL, " \n", &rest)) {
        if (look->family_count < FAMILY_MAX) {
            *memory_append(&look->family, &look->family_count) = (pid_t)strtol(word, NULL, 10);
        }
    }
}

static void look_at_process(struct look *look, pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    AUTO_CLOSEDIR DIR *folder = opendir(path);
    struct dirent *item;
    while (folder != NULL && (item = readdir(folder)) != NULL) {
        if (isdigit((unsigned char)item->d_name[0])) {
            look_at_thread(look, pid, item->d_name);
            add_children(look, pid, item->d_name);
        }
    }
}

static void look_at_family(struct own_time *time)
{
    uint64_t now = now_ns();
    struct look look = {.time = time, .interval_ns = now - time->last_ns};
    if (time->root != 0) {
        *memory_append(&look.family, &look.family_count) = time->root;
    }
    while (look.done < look.family_count) {
        look_at_process(&look, look.family[look.done++]);
    }
    time->spent_ns += own_time_charge(look.interval_ns, look.cpu_ns, look.delayed_ns);
    time->last_ns = now;
    free(look.family);
    free(time->threads);
    time->threads = look.threads;
    time->count = look.count;
}

void own_time_begin(struct own_time *time, pid_t root)
{
    *time = (struct own_time){.root = root, .begin_ns = now_ns()};
    time->last_ns = time->begin_ns;
    look_at_family(time);
    time->spent_ns = 0;
}

uint64_t own_time_spent_ms(struct own_time *time)
{
    look_at_family(time);
    return time->spent_ns / 1000000;
}

bool own_time_is_over(struct own_time *time, uint64_t limit_ms)
{
    return own_time_spent_ms(time) > limit_ms ||
           (time->last_ns - time->begin_ns) / 1000000 > limit_ms * OWN_TIME_WALL_FACTOR;
}

void own_time_finish(struct own_time *time)
{
    free(time->threads);
    *time = (struct own_time){0};
}
