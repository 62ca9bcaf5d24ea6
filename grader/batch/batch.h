/* A class of submissions, graded into the gradebook.
 *
 *     folder ──handins──► hand-in ──collect──► files ──match──► sources ──key──┬─ known: nothing is graded
 *                          (one student)                                       └─ grade ──► gradebook
 *
 * Each hand-in goes this way by itself, several at the same time; no more of them are in memory than are being graded.
 * What is done is in the gradebook, whole, before it is told of. So whoever is stopped, at any moment and by anything,
 * goes on where he was: by doing all of it again, which costs nothing for what the gradebook knows.
 *
 * A fault of the grader with one student is written down as his problem and graded again next time; it is no zero, and the
 * class goes on. A gradebook that cannot be written ends it.
 */
#ifndef WORKBOOK_BATCH_BATCH_H
#define WORKBOOK_BATCH_BATCH_H

#include "batch/handin.h"
#include "batch/roster.h"
#include "batch/unpack.h"
#include "gradebook/gradebook.h"
#include "model/grade_request.h"

enum batch_fate {
    BATCH_GRADED,
    BATCH_KNOWN,      /* by an earlier grading of the same sources */
    BATCH_UNGRADABLE, /* somebody must look at the submission: `sentence` */
    BATCH_FAULT,      /* of the grader: `sentence` */
    BATCH_FATES,
};

/* One hand-in is done. Everything is borrowed for the length of the call. */
struct batch_event {
    const struct handin *handin;
    enum batch_fate fate;
    const struct verdict *verdict; /* with BATCH_GRADED */
    const char *sentence;
    char *const *notes; /* sentences about it */
    size_t note_count;
    size_t done[BATCH_FATES]; /* hand-ins by fate, this one included */
    size_t total;
};

struct batch_plan {
    const char *folder;
    const char *named; /* as people call it: the archive that it was in; NULL: by its own name */
    const struct handins *handins;
    const struct manifest *const *exercises; /* of the workbook, asked for or not */
    size_t exercise_count;
    const struct roster *roster; /* NULL: there is none */
    struct gradebook *gradebook;
    /* Of one hand-in: exercises, sandbox, --fast, seed, session and cancel are taken from here. */
    struct grade_request request;
    unsigned jobs; /* hand-ins at the same time; 0: one per processor */
    grade_function *grade;
    const struct unpacker *unpacker;
    const struct verdict *facts; /* its environment is that of every verdict */
    /* Called after each hand-in, from any thread but from one at a time. NULL: nobody. */
    void (*on_event)(void *context, const struct batch_event *event);
    void *context;
};

struct batch_result {
    size_t done[BATCH_FATES];
    size_t left; /* not looked at, for it was called off */
};

/* False when the whole could not be done: the sentence says why. Called off by request.cancel it is true, and `left`
 * is above 0; that must not be NULL. */
bool batch_run(const struct batch_plan *plan, struct batch_result *result, struct error *err);

#endif
