/* A verdict in which a string of the input stands wherever one of student origin can. */
#ifndef WORKBOOK_FUZZ_HOSTILE_VERDICT_H
#define WORKBOOK_FUZZ_HOSTILE_VERDICT_H

#include "model/verdict.h"

#include <stddef.h>

/* The pieces of the input between bytes of value 0, in turn, for ever. */
struct pieces {
    const char *bytes;
    size_t length, at;
};

/* Owned by the caller. */
char *pieces_next(struct pieces *pieces);

/* Of one exercise; verdict_destroy ends it. */
struct verdict *hostile_verdict_create(struct pieces *pieces);

#endif
