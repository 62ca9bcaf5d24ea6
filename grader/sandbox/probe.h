/* Can this machine give a full sandbox? Asked once per run of the grader, by trying. */
#ifndef WORKBOOK_SANDBOX_PROBE_H
#define WORKBOOK_SANDBOX_PROBE_H

#include "base/error.h"

#include <stdbool.h>

/* True when bubblewrap can make the namespaces, also inside each other, as the user that the
 * sandboxes run as. False with the reason in *why: an observation, not a failure of the grader. */
bool probe_namespaces(struct error *why);

/* System calls can be filtered (seccomp(2)): without that nothing is graded. False with a sentence. */
bool probe_seccomp(struct error *why);

/* One process can trace another (ptrace(2)), as the tests do. False with a sentence. */
bool probe_tracing(struct error *why);

/* The version of the kernel's Landlock interface (landlock(7)); 0: it has none. */
int probe_landlock(void);

#endif
