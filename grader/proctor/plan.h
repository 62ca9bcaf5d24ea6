/* What a proctor was told on its command line. */
#ifndef WORKBOOK_PROCTOR_PLAN_H
#define WORKBOOK_PROCTOR_PLAN_H

#include <stdbool.h>

struct plan {
    const char *arena;   /* folder with bin/, object/, tests/, run/, tmp/ and, in full mode, shm/ */
    bool full;           /* we are inside the outer sandbox, and make the inner one */
    bool memory;         /* under Valgrind */
    const char *sandbox; /* full, reduced, off: told to the tests */
    const char *stop;    /* "yes": no check is run after one that failed */
    const char *only;    /* the one check that is run, by its name in C; "": all */
    const char *record;  /* "no", "calls", "events", "snapshots": what the tests record */
    const char *seed;
    const char *processes, *descriptors, *memory_kib, *cpu_s,
        *file_kib;                 /* limits, as for confine */
    const char *wall_s;            /* of the whole run, which the grader watches */
    const char *crowd;             /* processes and threads at which the tests end a check */
    const char *group;             /* of GROUP_VARIABLE: its descriptors are ours */
    bool idle;                     /* the student's processes run under SCHED_IDLE */
    unsigned long long delay_seed; /* of delays at their system calls; 0: none */
    long output_kib;               /* of the student's standard output and error */
};

#endif
