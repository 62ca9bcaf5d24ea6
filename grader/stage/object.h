/* What can be told of a learner's shared object from its bytes alone, before anything loads it. The linker made it, of what
 * the learner wrote: nothing in it is believed that does not fit into it. */
#ifndef WORKBOOK_STAGE_OBJECT_H
#define WORKBOOK_STAGE_OBJECT_H

#include "base/text.h"

#include <stdbool.h>

/* Has it the instructions with which a program asks Valgrind whether it is watched? */
bool object_asks_valgrind(const struct text *object);

/* The memory that loading it takes, its variables included, a thread's own too; 0 when it is no shared object. */
unsigned long object_memory_kib(const struct text *object);

#endif
