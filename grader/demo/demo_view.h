/* A step of a demo as text: the writer's lines left, the reader's right, the kernel's tables under
 * each.
 *
 *      3  ftruncate: it has 4096 bytes
 *
 *         kernel    object    /demo-posix  0600  4096 bytes  mapped by writer
 */
#ifndef WORKBOOK_DEMO_DEMO_VIEW_H
#define WORKBOOK_DEMO_DEMO_VIEW_H

#include "base/text.h"
#include "demo/demo_step.h"
#include "report/style.h"

/* The heading above the two columns. */
void demo_view_begin(const struct report_style *style, struct text *out);

/* `before` is the step before, or NULL: what has changed since is marked, by a sign and not by
 * colour alone. */
void demo_view_step(const struct report_style *style, struct text *out, unsigned number,
                    const struct demo_step *step, const struct demo_step *before);

#endif
