/* A guard over the terminal. The work is done in a child process; whatever becomes of it (a crash, SIGKILL, no memory
 * left), its parent sees its end and puts the terminal back as it was before.
 *
 * Signals that ask for an end and are sent to the parent are passed on; when the parent is killed the
 * child is asked to end. Both stay in one process group, so that the shell's job control sees one job.
 */
#ifndef WORKBOOK_WATCH_GUARD_H
#define WORKBOOK_WATCH_GUARD_H

#include <stdbool.h>

#include "base/error.h"

/* How the work came to its end. */
struct guard_end {
    bool done;  /* it came to its own end; false: `err` says why not */
    int signal; /* that asked for the end; 0: none did */
    struct error err;
};

/* Runs `work` in a child and waits for it. To be called while there is one thread. */
struct guard_end guard_run(struct guard_end (*work)(void *context), void *context);

#endif
