/* The learner's progress: attempts at his own exercises, hints opened, solutions shown.
 *
 * Kept in progress.db in the state folder (state_folder.h), which tells whose it is; an exercise is known by its
 * name ("attach-detach"), so that the record outlives a renumbering, a move and a second clone.
 *
 * Progress is never a reason not to grade: whoever records goes on when this fails, and says the sentence. How the
 * file survives kills, full disks, two graders at once and damage: database/database.h.
 *
 *     AUTO_PROGRESS struct progress *progress = NULL;
 *     if (progress_open(PROGRESS_RECORD, &progress, err) && progress_record(progress, &attempt, 1, err)) …
 *
 * One thread at a time uses a struct progress; it may be kept open, and nothing is locked between two calls.
 */
#ifndef WORKBOOK_PROGRESS_PROGRESS_H
#define WORKBOOK_PROGRESS_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "progress/attempt.h"
#include "progress/standing.h"

struct progress;

enum progress_access {
    PROGRESS_LOOK,   /* nothing is made: without a record everything reads as not begun */
    PROGRESS_RECORD, /* makes the folder and the file when they are missing */
};

bool progress_open(enum progress_access access, struct progress **progress, struct error *err);
void progress_close(struct progress *progress); /* NULL is accepted */

#define AUTO_PROGRESS AUTO(progress_cleanup)

static inline void progress_cleanup(struct progress **progress)
{
    progress_close(*progress);
}

/* What the learner must hear about the opening (a damaged record was set aside), or NULL. Borrowed. */
const char *progress_notice(const struct progress *progress);

/* All of them or none. One whose id is known already is left out: so an import may be repeated. */
bool progress_record(struct progress *progress, const struct attempt *attempts, size_t count,
                     struct error *err);

/* The first time counts; again is no change. `level` is from 1. */
bool progress_record_hint(struct progress *progress, const char *exercise, unsigned level,
                          int64_t time_ms, struct error *err);
bool progress_record_reveal(struct progress *progress, const char *exercise, int64_t time_ms,
                            struct error *err);

/* Where he stands in one exercise; all zero (but the name) when nothing is recorded. */
bool progress_read_standing(struct progress *progress, const char *exercise,
                            struct standing *standing, struct error *err);

struct attempts {
    struct attempt *items; /* by time */
    size_t count;
};

#define AUTO_ATTEMPTS AUTO(attempts_finish)

/* Every attempt, or those at one exercise (NULL: all). The caller finishes them. */
bool progress_read_attempts(struct progress *progress, const char *exercise,
                            struct attempts *attempts, struct error *err);
void attempts_finish(struct attempts *attempts);

/* Help that was taken: a hint opened, or the model solution shown before a pass. */
struct help {
    char *exercise;
    unsigned level; /* of the hint, from 1; 0: the solution */
    int64_t time_ms;
};

struct helps {
    struct help *items; /* by exercise and level */
    size_t count;
};

#define AUTO_HELPS AUTO(helps_finish)

bool progress_read_helps(struct progress *progress, struct helps *helps, struct error *err);
void helps_finish(struct helps *helps);

/* Another record into this one, all of it or nothing; *fresh counts the attempts that were not known. */
bool progress_merge(struct progress *progress, const struct attempts *attempts,
                    const struct helps *helps, size_t *fresh, struct error *err);

#endif
