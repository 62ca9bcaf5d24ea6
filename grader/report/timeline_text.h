/* A timeline as a picture of text: time runs down, each process has a lane, each row is one step. */
#ifndef WORKBOOK_REPORT_TIMELINE_TEXT_H
#define WORKBOOK_REPORT_TIMELINE_TEXT_H

#include <stdbool.h>

#include "base/text.h"
#include "model/timeline.h"
#include "report/style.h"

struct timeline_text_about {
    const char *exercise; /* its folder */
    unsigned number;      /* of it, for the command that is proposed */
    const char *title;    /* of the check: "wakes the right sleeper in another process" */
    bool failed_before;   /* in a run before, among the other checks of the exercise */
    bool lightly;         /* without system calls, for with them it passed */
    bool all;             /* all rows of a long one, not only those that tell most */
};

/* As wide as the style says, 80 columns without a word of it. */
void timeline_text_write(const struct timeline *timeline, const struct timeline_text_about *about,
                         const struct report_style *style, struct text *out);

#endif
