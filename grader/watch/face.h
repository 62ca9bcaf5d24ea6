/* How the model is shown and keys are had: on the full screen, or line by line. */
#ifndef WORKBOOK_WATCH_FACE_H
#define WORKBOOK_WATCH_FACE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "report/style.h"
#include "watch/model.h"
#include "watch/plain.h"
#include "watch/screen.h"

struct face {
    struct report_style style;
    struct screen *screen; /* NULL: line by line */
    struct plain plain;
    struct text typed; /* of a line that has not come to its end */
};

/* Takes the terminal over, unless `plain`. */
bool face_open(struct face *face, const struct report_style *style, bool plain, struct error *err);
void face_close(struct face *face);

/* Shows the model as it is now, and lets it know how long its page is. False: there is nobody to show it to
 * any more. */
bool face_show(struct face *face, struct watch_model *model, bool afresh);

/* When standard input is readable: gives the keys to the model. False at its end. */
bool face_take_keys(struct face *face, struct watch_model *model);

/* The terminal is given back for a while. */
void face_leave(struct face *face);
void face_return(struct face *face);

#endif
