/* The lanes of a timeline's picture: one for each process that has a part in it, side by side as far as
 * the width allows. A step's text begins in its own lane and may run over those to the right. */
#ifndef WORKBOOK_REPORT_TIMELINE_LANES_H
#define WORKBOOK_REPORT_TIMELINE_LANES_H

#include "base/cleanup.h"
#include "base/text.h"
#include "model/timeline.h"
#include "report/style.h"
#include "report/timeline_rows.h"

#include <stdbool.h>
#include <stddef.h>

enum { LANES_AT = 10 }; /* columns for the time before the first one */

struct lane {
    int actor;
    unsigned column;
    bool shared; /* there is no room for one of its own: steps say whose they are */
    enum timeline_lane now;
};

struct lanes {
    struct lane *items; /* owned */
    size_t count;
    const struct report_style *style;
};

#define AUTO_LANES AUTO(lanes_finish)

/* For the rows first..last-1; how the others before have left them. */
void lanes_make(struct lanes *lanes, const struct timeline_rows *rows, size_t first, size_t last,
                const struct report_style *style, unsigned columns);
void lanes_finish(struct lanes *lanes);

/* The lane of an actor; NULL: it has no part. Borrowed. */
struct lane *lanes_find(const struct lanes *lanes, int actor);

/* "│", "┃", … and for ASCII. Static. */
const char *lane_mark(const struct report_style *style, enum timeline_lane lane);

/* The lines of all lanes that lie behind `column`, where the last character was written or a blank
 * belongs, and, unless it is 0, before `end`. Returns the column behind what was written. */
unsigned lanes_append(const struct lanes *lanes, struct text *out, unsigned column, unsigned end);

/* Their names over the lanes, side by side or one below the other. */
void lanes_append_names(const struct lanes *lanes, const struct timeline *timeline,
                        struct text *out);

#endif
