/* What a grading leaves in the record: the one place that knows which of its exercises are attempts. */
#ifndef WORKBOOK_PROGRESS_KEEP_H
#define WORKBOOK_PROGRESS_KEEP_H

#include "model/grade_request.h"
#include "progress/progress.h"

/* Opens the record, keeps what there is to keep of a verdict that `request` gave, and closes it. Kept are the
 * learner's own exercises, judged and with a source that is not the stub any more; of any other submission nothing.
 * False with a sentence when that was not possible; the verdict stands. *notice is owned by the caller: what
 * progress_notice says, or NULL. */
bool keep_verdict(const struct grade_request *request, const struct verdict *verdict, char **notice,
                  struct error *err);

#endif
