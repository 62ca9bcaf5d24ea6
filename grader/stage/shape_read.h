/* The shape of a struct of the learner's, out of the debug information of the object that was built
 * of it: by the program `fields` (grader/fields), in the compiler's sandbox. */
#ifndef WORKBOOK_STAGE_SHAPE_READ_H
#define WORKBOOK_STAGE_SHAPE_READ_H

#include "base/error.h"
#include "base/text.h"
#include "model/shape.h"
#include "stage/machine.h"

#include <stdbool.h>

/* *shape is owned by the caller, and NULL when the object has no such struct, or none that makes
 * sense. False only when the grader's own part failed. */
bool shape_read(const struct machine *machine, const struct text *object, const char *structure,
                struct shape **shape, struct error *err);

/* The same without the program: takes in what it printed. NULL when that is no shape. */
struct shape *shape_parse(const char *json);

#endif
