/* Back to the stub, and back again. What is replaced is kept first (backup.h); when that is not possible nothing
 * is changed. The record of attempts stays as it is. */
#ifndef WORKBOOK_PROGRESS_RESET_H
#define WORKBOOK_PROGRESS_RESET_H

#include "base/error.h"
#include "model/layout.h"
#include "model/manifest.h"

struct reset {
    bool needless; /* it was so already: nothing was done */
    char *kept; /* where the version is that was replaced; NULL when it was the stub or not there */
    char *source; /* the learner's file */
};

#define AUTO_RESET AUTO(reset_finish)

/* The stub takes the place of the learner's source. */
bool reset_to_stub(const struct layout *layout, const struct manifest *manifest,
                   struct reset *reset, struct error *err);

/* The newest backup that differs from the learner's source takes its place. Needless when there is none. */
bool reset_restore(const struct layout *layout, const struct manifest *manifest,
                   struct reset *reset, struct error *err);

void reset_finish(struct reset *reset);

#endif
