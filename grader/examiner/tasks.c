#include "examiner/tasks.h"

#include "examiner/usage.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { DEPTH_MAX = 64 };

/* Calls `act` with each thread of the process. */
static void for_each_thread(pid_t pid, void (*act)(pid_t pid, pid_t thread, void *context),
                            void *context)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *directory = opendir(path);
    if (directory == NULL) {
        return;
    }
    struct dirent *item;
    while ((item = readdir(directory)) != NULL) {
        pid_t thread = (pid_t)strtol(item->d_name, NULL, 10);
        if (thread > 0) {
            act(pid, thread, context);
        }
    }
    closedir(directory);
}

/* Children belong to the thread that made them. */
static void for_each_child(pid_t pid, pid_t thread, void (*act)(pid_t child, void *context),
                           void *context)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, thread);
    FILE *list = fopen(path, "re");
    int child;
    while (list != NULL && fscanf(list, "%d", &child) == 1) {
        act(child, context);
    }
    if (list != NULL) {
        fclose(list);
    }
}

static void add_child(pid_t child, void *context)
{
    objects_add(context, &(struct object_entry){.kind = OBJECT_CHILD, .id = (uint64_t)child});
}

static void add_thread(pid_t pid, pid_t thread, void *context)
{
    if (thread != pid && !usage_is_ending(thread)) {
        objects_add(context, &(struct object_entry){.kind = OBJECT_THREAD, .id = (uint64_t)thread});
    }
    for_each_child(pid, thread, add_child, context);
}

void tasks_read(struct objects *objects, pid_t pid)
{
    for_each_thread(pid, add_thread, objects);
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
    for_each_child(pid, thread, count_process, context);
}

static void count_process(pid_t pid, void *context)
{
    struct count *count = context;
    if (pid != count->except && count->depth < DEPTH_MAX) {
        count->depth++;
        for_each_thread(pid, count_thread, context);
        count->depth--;
    }
}

unsigned tasks_count_family(pid_t pid, pid_t except)
{
    struct count count = {.except = except};
    count_process(pid, &count);
    return count.tasks;
}
