#include "selftest/load.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    HOGS_EACH = 2, /* per processor */
    WORK_NS = 30 * 1000 * 1000,
    REST_NS = 10 * 1000 * 1000, /* for what runs only when nobody else wants to */
};

static const char *const names[] = {
    [LOAD_NONE] = "none",         [LOAD_HOGS] = "hogs",     [LOAD_IDLE] = "idle",
    [LOAD_ONE_CORE] = "one-core", [LOAD_DELAYS] = "delays", [LOAD_ALL] = "all",
    [LOAD_MIXED] = "mixed",
};

const char *load_name(enum load_profile profile)
{
    return names[profile];
}

bool load_find(const char *name, enum load_profile *profile)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], name) == 0) {
            *profile = (enum load_profile)i;
            return true;
        }
    }
    return false;
}

enum load_profile load_of_round(enum load_profile chosen, unsigned round, unsigned rounds)
{
    if (round == 0) {
        return LOAD_NONE;
    }
    if (chosen != LOAD_MIXED) {
        return chosen;
    }
    if (round + 1 == rounds && round > 1) {
        return LOAD_ALL;
    }
    return (enum load_profile)(LOAD_HOGS + (round - 1) % (LOAD_ALL - LOAD_HOGS));
}

bool load_has_idle(enum load_profile profile)
{
    return profile == LOAD_IDLE || profile == LOAD_ALL;
}

bool load_has_delays(enum load_profile profile)
{
    return profile == LOAD_DELAYS || profile == LOAD_ALL;
}

bool load_has_one_core(enum load_profile profile)
{
    return profile == LOAD_ONE_CORE || profile == LOAD_ALL;
}

/* --- hogs -------------------------------------------------------------------------------------- */

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* Beside a loop that never rests, SCHED_IDLE gets a thousandth of a processor: every limit would
 * be reached, and nothing learnt. One that rests a quarter of its time starves it for as long as it
 * works. */
static _Noreturn void be_busy(bool rests)
{
    for (;;) {
        int64_t end_ns = now_ns() + WORK_NS;
        while (now_ns() < end_ns) {
        }
        if (rests) {
            nanosleep(&(struct timespec){.tv_nsec = REST_NS}, NULL);
        }
    }
}

static pid_t start_hog(bool rests, pid_t parent)
{
    pid_t pid = fork();
    if (pid == 0) {
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) {
            _exit(EXIT_FAILURE);
        }
        be_busy(rests);
    }
    return pid;
}

/* Those that rest are one per processor: two would fill each other's pauses. */
static size_t count_hogs(enum load_profile profile)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t each = profile == LOAD_HOGS ? HOGS_EACH : load_has_idle(profile) ? 1 : 0;
    size_t wanted = each * (size_t)(processors > 0 ? processors : 1);
    return wanted < LOAD_HOGS_MAX ? wanted : LOAD_HOGS_MAX;
}

bool load_start_hogs(struct load_hogs *hogs, enum load_profile profile, struct error *err)
{
    size_t wanted = count_hogs(profile);
    pid_t parent = getpid();
    hogs->count = 0;
    while (hogs->count < wanted) {
        pid_t pid = start_hog(load_has_idle(profile), parent);
        if (pid < 0) {
            (void)error_set_errno(err, "cannot start a busy process");
            load_stop_hogs(hogs);
            return false;
        }
        hogs->pids[hogs->count++] = pid;
    }
    return true;
}

void load_stop_hogs(struct load_hogs *hogs)
{
    for (size_t i = 0; i < hogs->count; i++) {
        kill(hogs->pids[i], SIGKILL);
        while (waitpid(hogs->pids[i], NULL, 0) < 0 && errno == EINTR) {
        }
    }
    hogs->count = 0;
}

/* --- one processor ----------------------------------------------------------------------------- */

bool load_pin(unsigned number, cpu_set_t *before)
{
    if (sched_getaffinity(0, sizeof *before, before) != 0) {
        return false;
    }
    unsigned left = number % (unsigned)CPU_COUNT(before);
    for (int processor = 0; processor < CPU_SETSIZE; processor++) {
        if (CPU_ISSET(processor, before) && left-- == 0) {
            cpu_set_t one;
            CPU_ZERO(&one);
            CPU_SET(processor, &one);
            return sched_setaffinity(0, sizeof one, &one) == 0;
        }
    }
    return false;
}

void load_unpin(const cpu_set_t *before)
{
    (void)sched_setaffinity(0, sizeof *before, before);
}
