/* How weak the memory orders of an exercise's file could be, for people who read text. */
#ifndef WORKBOOK_REPORT_WEAKEST_TEXT_H
#define WORKBOOK_REPORT_WEAKEST_TEXT_H

#include "base/text.h"
#include "model/schedule.h"
#include "report/style.h"

/* A line for each atomic operation. Nothing when it was not asked for. */
void weakest_text_write(const struct weakest_orders *weakest, const struct report_style *style,
                        struct text *out);

/* "relaxed would do", of one operation. */
void weakest_append_words(struct text *out, const struct order_advice *advice);

/* What all of it is worth: a sentence. Static. */
const char *weakest_worth(const struct weakest_orders *weakest);

#endif
