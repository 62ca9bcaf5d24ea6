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

/* The hints that are open. */
void pages_write_hints(const struct watch_model *model, const struct report_style *style,
                       struct text *out);

/* All exercises with what is known of each; the cursor's line begins with ">". */
void pages_write_list(const struct watch_model *model, const struct report_style *style,
                      struct text *out);

/* The shared memory of a run: the step that is shown, or why there is none. */
void pages_write_peek(const struct watch_model *model, const struct report_style *style,
                      struct text *out);

/* The keys. */
void pages_write_help(const struct report_style *style, struct text *out);

/* The page that is open: one of these five. */
void pages_write(const struct watch_model *model, const struct report_style *style,
                 struct text *out);

/* "✓ build  ✗ behaviour 9/12  …": one line, without its newline. */
void pages_write_stages(const struct watch_model *model, const struct report_style *style,
                        struct text *out);

/* The one sentence on how things are, wrapped, without a newline at its end. */
void pages_write_state(const struct watch_model *model, const struct report_style *style,
                       struct text *out);

#endif
