/* Pieces of text about where a learner stands: stars, an exercise's state in a few words, how long ago. */
#ifndef WORKBOOK_CLI_STANDING_TEXT_H
#define WORKBOOK_CLI_STANDING_TEXT_H

#include "cli/learner.h"
#include "report/style.h"

/* "★★·" or "**."; with no star at all three blanks. Always three columns. */
void standing_text_append_stars(const struct report_style *style, struct text *out, unsigned stars);

/* What stars mean, in one line. */
void standing_text_append_legend(const struct report_style *style, struct text *out);

/* "passed", "6.95 of 10, 11 of 18 checks; changed since", "begun, 2 to do" … */
void standing_text_append_state(const struct report_style *style, struct text *out,
                                const struct manifest *manifest, const struct standing *standing,
                                const struct work *work);

/* "just now", "5 minutes ago", "3 days ago" */
char *standing_text_ago(int64_t time_ms, int64_t now_ms);

/* Has the source changed since it was last graded? */
bool standing_text_is_stale(const struct standing *standing, const struct work *work);

#endif
