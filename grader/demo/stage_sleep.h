/* The system calls that a program of a demo may sleep in, and what each wait is for. */
#ifndef WORKBOOK_DEMO_STAGE_SLEEP_H
#define WORKBOOK_DEMO_STAGE_SLEEP_H

#include <stdbool.h>

enum sleep_kind {
    SLEEP_FOR_PEER,   /* until another process does something */
    SLEEP_FOR_TIME,   /* a moment; then it looks again */
    SLEEP_FOR_SIGNAL, /* until somebody sends a signal */
};

struct sleep_call {
    long number; /* syscalls(2) */
    enum sleep_kind kind;
    const char *words; /* "sleeps in semtimedop(2)" */
};

/* NULL when it is none of them. Static. */
const struct sleep_call *sleep_call_find(long number);

/* Did a call that returned `result` end by its own time-out, or by a signal, rather than by what
 * it waited for? */
bool sleep_call_gave_up(const struct sleep_call *call, long long result);

#endif
