/* What all parts of the judgement of one exercise look at, and how they write down what they find. */
#ifndef WORKBOOK_GRADE_BENCH_H
#define WORKBOOK_GRADE_BENCH_H

#include "grade/passes.h"
#include "model/verdict.h"
#include "stage/lines.h"

#include <stdbool.h>
#include <stdint.h>

struct bench {
    const struct passes *passes;
    bool native_only; /* the memory pass is not to be looked at: another thread works on it */
    struct exercise_verdict *exercise;
    struct lines lines; /* of the native object */
};

/* message: NULL for none; copied. */
void bench_set_stage(struct exercise_verdict *exercise, enum stage stage, enum status status,
                     const char *message);
void bench_set_later_stages(struct exercise_verdict *exercise, enum stage after, enum status status,
                            const char *message);

/* Fills in the place in the student's file that an offset in the native object belongs to; leaves the
 * location as it is when that is not known. */
void bench_set_location(struct bench *bench, struct location *location, uint64_t offset);

#endif
