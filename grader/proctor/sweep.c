#include "proctor/sweep.h"

#include "base/cleanup.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Passes over the family before all are taken to be stopped. Each leaves fewer running: those that
 * are stopped use up the number of processes that they may be. */
enum { PASSES_MAX = 2000, ROUNDS_MAX = 16, DEPTH_MAX = 256 };

struct sweep {
    int signal;   /* SIGSTOP: to those that run; SIGKILL: to all */
    size_t found; /* that got it */
};

static char state_of(pid_t pid)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    AUTO_FCLOSE FILE *file = fopen(path, "re");
    size_t length = file != NULL ? fread(text, 1, sizeof text - 1, file) : 0;
    text[length] = '\0';
    const char *end = strrchr(text, ')');
    return end != NULL && end[1] == ' ' ? end[2] : 'X';
}

static void signal_one(struct sweep *sweep, pid_t pid)
{
    char state = state_of(pid);
    bool over = state == 'Z' || state == 'X';
    bool stopped = state == 'T' || state == 't';
    if (!over && (sweep->signal == SIGKILL || !stopped)) {
        sweep->found++;
        kill(pid, sweep->signal);
    }
}

static void visit_children(struct sweep *sweep, pid_t pid, unsigned depth);

static void visit_children_of_task(struct sweep *sweep, pid_t pid, const char *task, unsigned depth)
{
    char path[128];
    int child;
    snprintf(path, sizeof path, "/proc/%d/task/%s/children", pid, task);
    AUTO_FCLOSE FILE *list = fopen(path, "re");
    while (list != NULL && fscanf(list, "%d", &child) == 1) {
        signal_one(sweep, child);
        visit_children(sweep, child, depth + 1);
    }
}

static void visit_children(struct sweep *sweep, pid_t pid, unsigned depth)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    AUTO_CLOSEDIR DIR *tasks = depth < DEPTH_MAX ? opendir(path) : NULL;
    struct dirent *task;
    while (tasks != NULL && (task = readdir(tasks)) != NULL) {
        if (isdigit((unsigned char)task->d_name[0])) {
            visit_children_of_task(sweep, pid, task->d_name, depth);
        }
    }
}

static size_t signal_family(int signal)
{
    struct sweep sweep = {.signal = signal};
    visit_children(&sweep, getpid(), 0);
    return sweep.found;
}

void sweep_descendants(void)
{
    for (int round = 0; round < ROUNDS_MAX; round++) {
        for (int pass = 0; pass < PASSES_MAX && signal_family(SIGSTOP) > 0; pass++) {
        }
        (void)signal_family(SIGKILL);
        /* With their parents gone all of them become children of ours. */
        while (waitpid(-1, NULL, 0) > 0 || errno == EINTR) {
        }
        if (signal_family(SIGKILL) == 0) {
            return;
        }
    }
}
