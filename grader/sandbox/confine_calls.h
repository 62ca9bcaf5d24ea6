/* The system calls that confined programs may make, as data: what a C program, the C library,
 * gcc, Valgrind and the exercises need. confine_filter.c makes the filter of it. */
#ifndef WORKBOOK_SANDBOX_CONFINE_CALLS_H
#define WORKBOOK_SANDBOX_CONFINE_CALLS_H

#include <stddef.h>
#include <stdint.h>

struct call_group {
    const char *purpose;
    /* ends with NULL; a name that this machine has no call for is skipped */
    const char *const *names;
};

extern const struct call_group confine_calls[];
extern const size_t confine_call_groups;

/* A call that is allowed only while the bits of `mask` in an argument are `value`, or in two. Several of one
 * name are alternatives. The kernel looks at the lower half alone of arguments that are no wider
 * than an int: so does the mask, or the upper half would be a way around. */
struct call_argument {
    unsigned index; /* from 0 */
    uint64_t mask, value;
};

struct call_condition {
    const char *name;
    struct call_argument arguments[2]; /* both hold; one that looks at no bit is none */
};

extern const struct call_condition confine_conditions[];
extern const size_t confine_condition_count;

#endif
