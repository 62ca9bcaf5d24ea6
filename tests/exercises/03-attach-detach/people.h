/* Segments of other users and processes, of which the sandbox has none: the kernel's answers are
 * altered on their way to the student's code. Natively. */
#ifndef PEOPLE_H
#define PEOPLE_H

#include "examiner/trace.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Users and processes that the kernel's answer speaks of. The sandbox has one user, and in its PID
 * namespace the test that makes the segments has no number: so the answer is altered on its way
 * from the kernel to the student's code. */
enum { OWNER = 2001, OWNER_GROUP = 2002, MAKER = 2003, MAKER_GROUP = 2004 };
enum { MAKER_PROCESS = 4711, LAST_PROCESS = 4712 };

/* Larger than the sandbox allows: with these, what is cut to 32 bits on its way is seen. */
static const size_t VAST_SIZE = ((size_t)1 << 32) + 100;
static const unsigned long VAST_COUNT = (1UL << 32) + 3;

struct altered {
    bool by_us;    /* the maker stays as it is */
    bool altered;  /* an answer was */
    bool informed; /* it may know otherwise: /proc/sysvipc/shm, SHM_STAT */
    bool set;      /* IPC_SET was asked for */
    uid_t uid;     /* with these */
    gid_t gid;
    uid_t true_uid;
    gid_t true_gid;
};

/* The visitor of the trace; its context is a struct altered. */
enum trace_verdict people_alter(const struct trace_stop *stop, void *context, int *error);

#endif
