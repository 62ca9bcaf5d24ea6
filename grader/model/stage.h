/* The five stages of judging an exercise, in the order in which they are reported. */
#ifndef WORKBOOK_MODEL_STAGE_H
#define WORKBOOK_MODEL_STAGE_H

#include <stdbool.h>

enum stage {
    STAGE_BUILD,     /* the student's source compiles and defines what the header promises */
    STAGE_BEHAVIOUR, /* the hidden tests, natively */
    STAGE_MEMORY,    /* the same under Valgrind */
    STAGE_LEAKS,     /* the ledger of the kernel's objects */
    STAGE_RACES,     /* interleavings and the memory model */
    STAGE_COUNT,
};

const char *stage_name(enum stage stage); /* "build", "behaviour", … */
bool stage_from_name(const char *name, enum stage *stage);

#endif
