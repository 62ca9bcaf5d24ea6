/* Adversity for the rounds of a repeated selftest: which round has which, and what of it concerns the
 * machine as a whole. What concerns the student's processes travels with the request
 * (model/grade_load.h). */
#ifndef WORKBOOK_SELFTEST_LOAD_H
#define WORKBOOK_SELFTEST_LOAD_H

#include "base/error.h"

#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum load_profile {
    LOAD_NONE,
    LOAD_HOGS,     /* twice as many busy processes as processors */
    LOAD_IDLE,     /* the student's processes get what busy processes leave (SCHED_IDLE) */
    LOAD_ONE_CORE, /* all of the round on one processor, another one each round */
    LOAD_DELAYS,   /* delays at the student's system calls */
    LOAD_ALL,      /* all of these at the same time */
    LOAD_PROFILES,
    LOAD_MIXED = LOAD_PROFILES, /* a choice: the profiles in turn, all of them in the last round */
};

const char *load_name(enum load_profile profile); /* "hogs", "one-core", …, "mixed" */
bool load_find(const char *name, enum load_profile *profile);

/* What round `round` of `rounds` has, when `chosen` was asked for. Round 0 is the reference: none. */
enum load_profile load_of_round(enum load_profile chosen, unsigned round, unsigned rounds);

bool load_has_idle(enum load_profile profile);
bool load_has_delays(enum load_profile profile);
bool load_has_one_core(enum load_profile profile);

enum { LOAD_HOGS_MAX = 256 };

/* Busy processes, children of the thread that started them, which die with it. */
struct load_hogs {
    pid_t pids[LOAD_HOGS_MAX];
    size_t count;
};

/* Starts those that the profile wants, perhaps none. */
bool load_start_hogs(struct load_hogs *hogs, enum load_profile profile, struct error *err);
void load_stop_hogs(struct load_hogs *hogs); /* kills and reaps them */

/* Puts the calling thread, and what it starts from now on, on one of the processors that it may use:
 * another one for each number. *before is for load_unpin. False when that is refused. */
bool load_pin(unsigned number, cpu_set_t *before);
void load_unpin(const cpu_set_t *before);

#endif
