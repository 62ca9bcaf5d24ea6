/* The records of an examination, line by line. */
#ifndef WORKBOOK_STAGE_EXAM_RECORDS_H
#define WORKBOOK_STAGE_EXAM_RECORDS_H

#include "base/error.h"
#include "stage/examination.h"

#include <stdbool.h>

/* Takes one line in. False when the proctor reports that it could not do its work, or when the line
 * is no record. */
bool exam_records_take(struct examination *examination, const char *line, struct error *err);

#endif
