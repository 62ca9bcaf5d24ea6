/* The way back: a verdict from the document that report_json_write made of it (docs/verdict.schema.json).
 *
 * What the document does not hold is guessed: the folder is NN-name, the source name.c with underscores, a diagnostic of
 * a source that was built is Valgrind's, and a skipped check does not count when the score is that of the others alone.
 * Excerpts are NULL.
 */
#ifndef WORKBOOK_REPORT_REPORT_JSON_READ_H
#define WORKBOOK_REPORT_REPORT_JSON_READ_H

#include <stdbool.h>

#include "base/error.h"
#include "model/verdict.h"

/* Any text at all; one that is no verdict is a failure that says which field is wrong. *verdict is owned by the
 * caller. */
bool report_json_read(const char *json, struct verdict **verdict, struct error *err);

#endif
