/* Folding: lines of a page longer than the window is wide go on below, for what is cut off cannot be read. */
#ifndef WORKBOOK_WATCH_FOLD_H
#define WORKBOOK_WATCH_FOLD_H

#include "base/text.h"

/* Appends the text of a page (canvas.h) with every line folded that has more than `columns` of them: at its
 * last blank if possible, the rest indented as the line is and a little more. */
void fold_append(struct text *out, const char *page, unsigned columns);

#endif
