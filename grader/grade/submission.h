/* Where an exercise's source lies in a submission. */
#ifndef WORKBOOK_GRADE_SUBMISSION_H
#define WORKBOOK_GRADE_SUBMISSION_H

#include "model/grade_request.h"
#include "stage/source.h"

/* The path of the source; nothing need be there. A folder holds NN-name/file.c, as the workbook
 * does, or the .c files flat. Owned by the caller. */
char *submission_find(const struct grade_request *request, const struct manifest *manifest);

/* The source itself, from its file or from the request. Finish it. */
void submission_read(const struct grade_request *request, const struct manifest *manifest,
                     struct source *source);

#endif
