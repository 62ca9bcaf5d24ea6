/* The records of an examination as they come: pieces of any size become lines, lines become data. */
#ifndef WORKBOOK_STAGE_EXAM_INTAKE_H
#define WORKBOOK_STAGE_EXAM_INTAKE_H

#include "base/error.h"
#include "base/text.h"
#include "stage/examination.h"

#include <stdbool.h>
#include <stddef.h>

struct exam_intake {
    struct examination *examination; /* borrowed, as is the plan */
    const struct examination_plan *plan;
    struct text line;
    bool failed; /* a record was none, or told of a failure: err says so; the rest is dropped */
    struct error err;
};

/* For struct channel: `context` is the intake. */
void exam_intake_take(void *context, const char *bytes, size_t length);

#endif
