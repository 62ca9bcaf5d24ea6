/* What the files of this folder share. The progress_add_… functions belong between database_begin and
 * progress_end, or are a transaction of their own. */
#ifndef WORKBOOK_PROGRESS_PROGRESS_PRIVATE_H
#define WORKBOOK_PROGRESS_PROGRESS_PRIVATE_H

#include "database/database.h"
#include "progress/progress.h"

struct progress {
    struct database *database; /* NULL: nothing is recorded yet, and nothing is to be made */
    char *notice;
};

bool progress_add_attempts(struct progress *progress, const struct attempt *attempts, size_t count,
                           struct error *err);
bool progress_add_hint(struct progress *progress, const char *exercise, unsigned level,
                       int64_t time_ms, struct error *err);
bool progress_add_reveal(struct progress *progress, const char *exercise, int64_t time_ms,
                         struct error *err);

/* Commits when all was done, else rolls back: then false, and *err is as it was. */
bool progress_end(struct progress *progress, bool done, struct error *err);

#endif
