#include "base/own_time.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/process.h"

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

static bool read_schedstat(pid_t pid, pid_t thread, struct own_time_thread *now)
{
    char path[96];
    snprintf(path, sizeof path, "/proc/%d/task/%d/schedstat", pid, thread);
    AUTO_FCLOSE FILE *file = fopen(path, "re");
    return file != NULL &&
           fscanf(file, "%" SCNu64 " %" SCNu64, &now->cpu_ns, &now->delayed_ns) == 2;
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

static void add_child(pid_t child, void *context)
{
    struct look *look = context;
    if (look->family_count < FAMILY_MAX) {
        *memory_append(&look->family, &look->family_count) = child;
    }
}

/* The kernel counts a wait for the processor when it is over: one that is still going on shows as a
 * thread that is ready and has not moved. */
static void count_thread(struct look *look, pid_t pid, pid_t thread)
{
    struct own_time_thread now = {.id = thread};
    if (!read_schedstat(pid, thread, &now)) {
        return;
    }
    const struct own_time_thread *before = find(look->time, now.id);
    uint64_t cpu_ns = now.cpu_ns - (before != NULL ? before->cpu_ns : 0);
    uint64_t delayed_ns = now.delayed_ns - (before != NULL ? before->delayed_ns : 0);
    bool stands =
        before != NULL && cpu_ns == 0 && delayed_ns == 0 && process_stat_read(thread).state == 'R';
    look->cpu_ns += cpu_ns;
    look->delayed_ns += stands ? look->interval_ns : delayed_ns;
    *memory_append(&look->threads, &look->count) = now;
}

static void look_at_thread(pid_t pid, pid_t thread, void *context)
{
    count_thread(context, pid, thread);
    process_each_child(pid, thread, add_child, context);
}

static void look_at_family(struct own_time *time)
{
    uint64_t now = now_ns();
    uint64_t missed_ns = own_time_missed(now - time->last_ns);
    struct look look = {.time = time, .interval_ns = now - time->last_ns - missed_ns};
    if (time->root != 0) {
        *memory_append(&look.family, &look.family_count) = time->root;
    }
    while (look.done < look.family_count) {
        process_each_thread(look.family[look.done++], look_at_thread, &look);
    }
    time->spent_ns += own_time_charge(look.interval_ns, look.cpu_ns, look.delayed_ns);
    time->begin_ns += missed_ns;
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
