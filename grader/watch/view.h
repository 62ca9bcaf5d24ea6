/* The full-screen view: the model as a canvas. It decides nothing and remembers nothing.
 *
 *     ┌ 05-ready-flag  A flag says whose turn it is      2 of 7 passed ┐   title
 *     │ ✓ build  ✗ behaviour 11/14  - memory  …            6.95 / 10  │   stages
 *     │                                                               │
 *     │ the page: result, hints, list or help             ┊ (a pane)  │   body
 *     │                                                               │
 *     │ 1 check failed. o opens line 57, h gives a hint.              │   state
 *     └ n next  p previous  h hint  o open  …  ? help  q quit         ┘   keys
 *
 * Text is wrapped at 100 columns at most. The shared memory of a run takes the place of the result; on a
 * terminal of 160 columns it is a pane to the right of it.
 */
#ifndef WORKBOOK_WATCH_VIEW_H
#define WORKBOOK_WATCH_VIEW_H

#include "report/style.h"
#include "watch/canvas.h"
#include "watch/model.h"

enum { WATCH_VIEW_ROWS_LEAST = 10, WATCH_VIEW_COLUMNS_LEAST = 40, WATCH_VIEW_TEXT_COLUMNS = 100 };

/* How long the page is, for watch_model_measured; and from which line on the picture of a step was drawn, for
 * watch_model_settled. */
struct watch_extent {
    unsigned lines, rows;
    bool shows_step;
    unsigned scroll;
};

/* Fills a canvas of any size. Of the style only `utf8` counts: colours are the screen's matter. */
struct watch_extent watch_view_draw(const struct watch_model *model,
                                    const struct report_style *style, struct canvas *canvas);

#endif
