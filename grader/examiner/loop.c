#include "examiner/loop.h"

#include "examiner/extent.h"
#include "examiner/registers.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    STEPS = 4096,
    DEADLINE_S = 2,              /* for all steps; a process that sleeps makes none */
    AGAIN_NS = 50 * 1000 * 1000, /* one tick may fall between two waits */
};

struct walk {
    struct extent object; /* the student's */
    uint64_t outermost;   /* the highest stack pointer met in the object */
    uint64_t first;       /* the lowest instruction met there; 0: none yet */
};

static void on_deadline(int signal)
{
    (void)signal;
}

/* A signal to this very thread interrupts its waitpid. */
static bool start_deadline(timer_t *deadline)
{
    struct sigaction action = {.sa_handler = on_deadline};
    struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGALRM};
    event._sigev_un._tid = (pid_t)syscall(SYS_gettid);
    struct itimerspec ticks = {.it_value.tv_sec = DEADLINE_S, .it_interval.tv_nsec = AGAIN_NS};
    return sigaction(SIGALRM, &action, NULL) == 0 &&
           timer_create(CLOCK_MONOTONIC, &event, deadline) == 0 &&
           timer_settime(*deadline, 0, &ticks, NULL) == 0;
}

static void note_place(struct walk *walk, uint64_t instruction, uint64_t stack)
{
    if (!extent_holds(&walk->object, instruction)) {
        return;
    }
    if (stack > walk->outermost || walk->first == 0) {
        walk->outermost = stack;
        walk->first = instruction;
    } else if (stack == walk->outermost && instruction < walk->first) {
        walk->first = instruction;
    }
}

/* Waits for the next stop. False when the process has ended or the deadline is over. */
static bool await_stop(pid_t pid, int *status)
{
    return waitpid(pid, status, __WALL) == pid && WIFSTOPPED(*status);
}

/* False when it was cut short: what it met may not be all of the loop. */
static bool follow(struct walk *walk, pid_t pid)
{
    int status;
    ptrace(PTRACE_INTERRUPT, pid, NULL, NULL);
    bool stopped = await_stop(pid, &status);
    for (int i = 0; stopped && i < STEPS; i++) {
        uint64_t instruction;
        uint64_t stack;
        if (registers_read_place(pid, &instruction, &stack)) {
            note_place(walk, instruction, stack);
        }
        /* A signal on its way is passed on; the trap of a step, or an event, is none. */
        bool ours = WSTOPSIG(status) == SIGTRAP || status >> 16 != 0;
        int signal = ours ? 0 : WSTOPSIG(status);
        stopped =
            ptrace(PTRACE_SINGLESTEP, pid, NULL, (long)signal) == 0 && await_stop(pid, &status);
    }
    return stopped;
}

bool loop_find(pid_t pid, uint64_t *offset)
{
    struct walk walk = {.object = extent_of_student(pid)};
    timer_t deadline;
    if (walk.object.end == 0 || !start_deadline(&deadline)) {
        return false;
    }
    bool whole = false;
    if (ptrace(PTRACE_SEIZE, pid, NULL, PTRACE_O_EXITKILL) == 0) {
        whole = follow(&walk, pid);
        if (!whole) { /* it sleeps in a system call, or has ended */
            int status;
            ptrace(PTRACE_INTERRUPT, pid, NULL, NULL);
            await_stop(pid, &status);
        }
        ptrace(PTRACE_DETACH, pid, NULL, NULL);
    }
    timer_delete(deadline);
    *offset = walk.first - walk.object.begin;
    return whole && walk.first != 0;
}
