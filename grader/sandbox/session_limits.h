/* The limits that this session puts on the grader itself (getrlimit(2), "ulimit" of a shell). Below some there is no
 * grading: the limits of a learner's code are set within them, and compilers, sandboxes and threads live in them. */
#ifndef WORKBOOK_SANDBOX_SESSION_LIMITS_H
#define WORKBOOK_SANDBOX_SESSION_LIMITS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { SESSION_LIMITS = 7 };

/* Raises the limit of that index as far as grading needs, where that is allowed: for this process and all that it
 * starts. False with a sentence that says what to do. */
bool session_limit_raise(size_t index, struct error *why);

/* All of them; the sentence is about the first that is too low. */
bool session_limits_raise(struct error *why);

#endif
