#include "examiner/tasks.h"

#include "base/process.h"

enum { DEPTH_MAX = 64 };

static void add_child(pid_t child, void *context)
{
    objects_add(context, &(struct object_entry){.kind = OBJECT_CHILD, .id = (uint64_t)child});
}

static void add_thread(pid_t pid, pid_t thread, void *context)
{
    if (thread != pid && !process_stat_read(thread).is_ending) {
        objects_add(context, &(struct object_entry){.kind = OBJECT_THREAD, .id = (uint64_t)thread});
    }
    process_each_child(pid, thread, add_child, context);
}

void tasks_read(struct objects *objects, pid_t pid)
{
    process_each_thread(pid, add_thread, objects);
}

struct count {
    unsigned tasks;
    unsigned depth;
    pid_t except;
};

static void count_process(pid_t pid, void *context);

static void count_thread(pid_t pid, pid_t thread, void *context)
{
    struct count *count = context;
    count->tasks++;
    process_each_child(pid, thread, count_process, context);
}

static void count_process(pid_t pid, void *context)
{
    struct count *count = context;
    if (pid != count->except && count->depth < DEPTH_MAX) {
        count->depth++;
        process_each_thread(pid, count_thread, context);
        count->depth--;
    }
}

unsigned tasks_count_family(pid_t pid, pid_t except)
{
    struct count count = {.except = except};
    count_process(pid, &count);
    return count.tasks;
}
