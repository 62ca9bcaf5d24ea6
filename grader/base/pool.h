/* Pieces of work, several at the same time. */
#ifndef WORKBOOK_BASE_POOL_H
#define WORKBOOK_BASE_POOL_H

#include <stddef.h>

/* Calls work(context, index) once for each index below `count`, begun in that order, from `jobs`
 * threads (0: one per processor), and returns when all are done. The calling thread is one of
 * them. */
void pool_run(unsigned jobs, size_t count, void (*work)(void *context, size_t index),
              void *context);

#endif
