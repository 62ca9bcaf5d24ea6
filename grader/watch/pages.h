/* The pages of grader watch as text: what the full screen scrolls and the plain mode prints. They end with a
 * newline; words are wrapped at the style's width, and begin two columns from the left.
 */
#ifndef WORKBOOK_WATCH_PAGES_H
#define WORKBOOK_WATCH_PAGES_H

#include "base/text.h"
#include "report/style.h"
#include "watch/model.h"

/* The result of the exercise that is shown, or what it is about as long as there is none. */
void pages_write_result(const struct watch_model *model, const struct report_style *style,
                        struct text *out);

/* The shared memory of a run: the step that is shown, or why there is none. */
void pages_write_peek(const struct watch_model *model, const struct report_style *style,
                      struct text *out);

/* Where a page goes: on a screen that is drawn anew, or below the lines that were there before, where keys need Enter, nothing is
 * scrolled, and what was told is not told again. */
enum pages_medium { PAGES_SCREEN, PAGES_LINES };

/* The page that is open: the result, the hints, the list of exercises with what is known of each, the
 * keys, or the shared memory of a run. */
void pages_write(const struct watch_model *model, enum pages_medium medium,
                 const struct report_style *style, struct text *out);

/* "✓ build  ✗ behaviour 9/12  …": one line, without its newline. */
void pages_write_stages(const struct watch_model *model, const struct report_style *style,
                        struct text *out);

/* The one sentence on how things are, wrapped, without a newline at its end. */
void pages_write_state(const struct watch_model *model, const struct report_style *style,
                       struct text *out);

#endif
