/* The schedule of a races check as text: a column for each process, time runs down. */
#ifndef WORKBOOK_REPORT_SCHEDULE_TEXT_H
#define WORKBOOK_REPORT_SCHEDULE_TEXT_H

#include "base/text.h"
#include "model/schedule.h"

/* The steps, in at most 58 columns. Of a long one only the last are shown, and those that are marked. The words are the
 * student's: whoever prints them makes them harmless. */
void schedule_text_append(struct text *out, const struct schedule *schedule);

/* "store of turn" */
void schedule_append_operation(struct text *out, const struct order_place *place);

/* "line 59, store of turn: release instead of relaxed". Or the object that is to be atomic. Owned by the caller; NULL: neither
 * mends it. */
char *schedule_repair_words(const struct schedule *schedule);

#endif
