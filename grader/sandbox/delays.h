/* Delays at the system calls of confined processes, for tests of the grader itself.
 *
 * confine, told so by its command line, installs a filter that asks a listener about the
 * calls that exercises are about (seccomp_unotify(2)), and hands that listener over a socket before
 * it becomes the program. A process of ours lets each call go on: most of them at once, some after a
 * tenth of a millisecond to five, few after fifty. It decides nothing else: what is refused is
 * refused by the other filter (confine_filter.c), which stands.
 */
#ifndef WORKBOOK_SANDBOX_DELAYS_H
#define WORKBOOK_SANDBOX_DELAYS_H

#include "base/error.h"
#include "protocol/held.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct delays {
    int handover; /* end of a socket for confine's --delays; the owner closes it after the start */
    pid_t pid;    /* of the process that answers */
    struct held_table *table;
};

/* Makes the table at `path` and starts the process that answers, a child with SIGKILL as its
 * parent-death signal. */
bool delays_start(struct delays *delays, const char *path, uint64_t seed, struct error *err);

/* Kills and reaps it; the calls that wait for it then fail with ENOSYS, so the confined processes
 * end before. Frees the table. A struct of zeros is let be. */
void delays_stop(struct delays *delays);

/* Nanoseconds, from the next number of the generator: 0 for most. */
uint64_t delays_draw(uint64_t *generator);

#endif
