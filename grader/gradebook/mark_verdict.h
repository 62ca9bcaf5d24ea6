/* The verdict that a mark comes from. With the best of each exercise that is one put together from several. */
#ifndef WORKBOOK_GRADEBOOK_MARK_VERDICT_H
#define WORKBOOK_GRADEBOOK_MARK_VERDICT_H

#include "gradebook/class.h"
#include "model/verdict.h"

/* Every exercise that has a verdict, out of the attempt that its points come from, with the points of the mark: after
 * lateness and decisions. *verdict is owned by the caller; it has no exercise when nothing was judged. */
bool mark_read_verdict(struct gradebook *gradebook, const struct mark *mark,
                       struct verdict **verdict, struct error *err);

/* The source of an exercise of that verdict, as it was handed in. Owned by the caller; NULL: there is none. */
bool mark_read_source(struct gradebook *gradebook, const struct exercise_mark *mark,
                      const struct exercise_verdict *exercise, char **source, struct error *err);

#endif
