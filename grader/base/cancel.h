/* Calling off work that another thread does.
 *
 * One side raises it, once; the other asks between two steps, or polls the descriptor beside whatever else
 * it waits for. It stays raised: any number of threads see it.
 */
#ifndef WORKBOOK_BASE_CANCEL_H
#define WORKBOOK_BASE_CANCEL_H

#include <stdbool.h>

#include "base/error.h"

struct cancel {
    int fd; /* eventfd(2); readable from cancel_raise on */
};

bool cancel_init(struct cancel *cancel, struct error *err);
void cancel_finish(struct cancel *cancel);

/* Safe from any thread. */
void cancel_raise(const struct cancel *cancel);

/* NULL is work that nobody can call off. */
bool cancel_is_raised(const struct cancel *cancel);

#endif
