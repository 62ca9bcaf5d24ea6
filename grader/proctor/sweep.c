#include "proctor/sweep.h"

#include "base/process.h"
#include "proctor/segments.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

/* Passes over the family before all are taken to be stopped. Each leaves fewer running: those that
 * are stopped use up the number of processes that they may be. */
enum { PASSES_MAX = 2000, ROUNDS_MAX = 16, DEPTH_MAX = 256 };

struct sweep {
    int signal;   /* SIGSTOP: to those that run; SIGKILL: to all */
    size_t found; /* that got it */
    unsigned depth;
};

static void signal_one(struct sweep *sweep, pid_t pid)
{
    char state = process_stat_read(pid).state;
    bool over = state == 0 || state == 'Z' || state == 'X';
    bool stopped = state == 'T' || state == 't';
    if (!over && (sweep->signal == SIGKILL || !stopped)) {
        sweep->found++;
        kill(pid, sweep->signal);
    }
}

static void visit_thread(pid_t pid, pid_t thread, void *context);

static void visit_child(pid_t child, void *context)
{
    struct sweep *sweep = context;
    signal_one(sweep, child);
    if (sweep->depth < DEPTH_MAX) {
        sweep->depth++;
        process_each_thread(child, visit_thread, sweep);
        sweep->depth--;
    }
}

static void visit_thread(pid_t pid, pid_t thread, void *context)
{
    process_each_child(pid, thread, visit_child, context);
}

static size_t signal_family(int signal)
{
    struct sweep sweep = {.signal = signal};
    process_each_thread(getpid(), visit_thread, &sweep);
    return sweep.found;
}

void sweep_descendants(void)
{
    for (int round = 0; round < ROUNDS_MAX; round++) {
        for (int pass = 0; pass < PASSES_MAX && signal_family(SIGSTOP) > 0; pass++) {
        }
        segments_remove_of_descendants(); /* of which nobody makes one now */
        (void)signal_family(SIGKILL);
        /* With their parents gone all of them become children of ours. */
        while (waitpid(-1, NULL, 0) > 0 || errno == EINTR) {
        }
        if (signal_family(SIGKILL) == 0) {
            return;
        }
    }
}
