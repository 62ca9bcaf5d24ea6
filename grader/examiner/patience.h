/* Waiting for the student's processes with a limit that a busy machine cannot use up
 * (base/own_time.h has the rule). Not for tests. */
#ifndef WORKBOOK_EXAMINER_PATIENCE_H
#define WORKBOOK_EXAMINER_PATIENCE_H

#include "examiner/usage.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { PATIENCE_PIDS = 2, PATIENCE_LOOK_MS = 50 };

struct patience {
    pid_t pids[PATIENCE_PIDS]; /* 0: none */
    struct usage last[PATIENCE_PIDS];
    uint64_t begin_ns, last_ns;
    uint64_t spent_ns;
};

/* With these processes; either may be 0. With none it is the wall clock, at the factor of
 * base/own_time.h. */
struct patience patience_begin(pid_t pid, pid_t other);

/* Looks at them: their own time since the beginning. */
uint64_t patience_spent_ms(struct patience *patience);

bool patience_is_over(struct patience *patience, uint64_t limit_ms);

/* True when the descriptor becomes readable, or is at its end, before the patience is over. */
bool patience_await(struct patience *patience, int fd, uint64_t limit_ms);

#endif
