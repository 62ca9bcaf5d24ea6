/* A batch in words: how far it is, each hand-in, and what came of all. */
#ifndef WORKBOOK_CLI_BATCH_TEXT_H
#define WORKBOOK_CLI_BATCH_TEXT_H

#include <stdint.h>

#include "base/text.h"
#include "batch/batch.h"

/* "120 of 300 done, 180 left, 14.2 a minute, 13 min left, 2 not graded" */
void batch_text_progress(const struct batch_event *event, int64_t elapsed_ms, struct text *out);

/* One line for the hand-in, and one for each note. `quiet`: nothing where there is nothing to look at. */
void batch_text_handin(const struct batch_event *event, bool quiet, struct text *out);

/* The summary at the end. */
void batch_text_summary(const struct batch_plan *plan, const struct batch_result *result,
                        int64_t elapsed_ms, struct text *out);

#endif
