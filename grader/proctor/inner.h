/* The inner sandbox: the one place where student code runs. */
#ifndef WORKBOOK_PROCTOR_INNER_H
#define WORKBOOK_PROCTOR_INNER_H

#include "proctor/plan.h"

#include "base/error.h"

#include <sys/types.h>

/* Starts the zygote, natively or under Valgrind, with the listening socket. `handover` is the socket
 * of sandbox/delays.h, or -1; `reports` the one that Valgrind writes to, or -1. Its standard output
 * and error go to `output`. The caller kills and reaps it. */
bool inner_start(const struct plan *plan, int listener, int handover, int reports, int output,
                 pid_t *pid, struct error *err);

#endif
