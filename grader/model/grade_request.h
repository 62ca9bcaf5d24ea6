/* What is to be graded and how: asked by the command line or a batch, answered by grade/.
 *
 *     bool grade_run(const struct grade_request *request, struct verdict **verdict, struct error
 * *err);
 *
 * (grade/grade.h) takes one. Everything in it is borrowed for the length of the call.
 */
#ifndef WORKBOOK_MODEL_GRADE_REQUEST_H
#define WORKBOOK_MODEL_GRADE_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cancel.h"
#include "base/error.h"
#include "model/grade_load.h"
#include "model/grade_recording.h"
#include "model/layout.h"
#include "model/manifest.h"
#include "model/shape.h"
#include "model/timeline.h"
#include "model/verdict.h"

/* Whose work it is. */
enum submission {
    SUBMISSION_WORKBOOK,  /* root/exercises: the learner's own */
    SUBMISSION_SOLUTIONS, /* root/solutions */
    SUBMISSION_DIR,       /* path: NN-name/file.c, or the .c files flat */
    SUBMISSION_FILE,      /* path: the source of the one exercise asked for */
    SUBMISSION_TEXT,      /* text: that source itself */
    SUBMISSION_SOURCES,   /* sources: one for each exercise */
};

/* The source of one exercise, in memory. */
struct grade_source {
    const char *bytes; /* NULL: there is none */
    size_t length;
    const char *why_not; /* it is not to be compiled: "it is a symbolic link"; NULL: it is */
};

enum sandbox_policy {
    SANDBOX_AUTO,    /* full where the machine allows it, else reduced, and the verdict says so */
    SANDBOX_REQUIRE, /* full, or a failure of the grader */
    SANDBOX_OFF,
};

/* How far a grading is. A pass is one way through an exercise: natively, or under Valgrind. */
struct grade_progress {
    const struct manifest *exercise; /* whose pass is done */
    unsigned done, total;            /* passes of the whole request */
};

/* Single facts of the native pass, as soon as they are known: long before an exercise is judged. */
struct grade_news {
    const struct manifest *exercise;
    const char *check; /* that has ended, as in the manifest; NULL: the source was built */
    bool passed;       /* the check, or the build */
};

struct grade_session;

struct grade_request {
    const struct layout *layout;
    const struct manifest *const *exercises; /* in the order of the verdict */
    size_t exercise_count; /* at least one; exactly one for SUBMISSION_FILE and _TEXT */
    enum submission submission;
    const char *path; /* for SUBMISSION_DIR and SUBMISSION_FILE, else NULL */
    const char *text; /* for SUBMISSION_TEXT, else NULL */
    /* for SUBMISSION_SOURCES: as many as exercises; else NULL */
    const struct grade_source *sources;
    enum sandbox_policy sandbox;
    unsigned jobs;          /* at the same time; 0: as many as there are processors */
    bool fast;              /* without Valgrind */
    bool weakest;           /* of files that are right, how weak their memory orders could be */
    bool stop_at_failure;   /* natively no check is run after one that failed */
    uint64_t seed;          /* of everything that tests choose at random; 0: the fixed default */
    struct grade_load load; /* a selftest's; zeros otherwise */
    /* Natively this check alone is run, of the one exercise; the verdict then tells of it and of the
     * build, and is no grade. NULL: all are run. */
    const char *only_check;
    enum grade_recording recording; /* of that check */
    struct timeline *timeline; /* takes it; the caller finishes it; NULL: nothing is recorded */
    /* The struct of this name in the learner's object, natively built; NULL: none is asked for. */
    const char *structure;
    struct shape **shape; /* takes it, or NULL when there is none; owned by the caller */
    /* Raised, the grading ends soon, and as one that failed; its sandboxes end with it. NULL: nobody
     * calls it off. */
    const struct cancel *cancel;
    /* Called after each pass, from any thread but from one at a time; quick, for the others wait.
     * NULL: nobody. */
    void (*on_progress)(void *context, const struct grade_progress *progress);
    /* Called, likewise, with what is known of an exercise when Valgrind still has to come: build,
     * behaviour and leaks are judged, the memory stage is marked as one that was not asked for. Takes
     * the verdict, of that one exercise. NULL: nobody. */
    void (*on_preview)(void *context, struct verdict *preview);
    /* Called, likewise, with each fact. NULL: nobody. */
    void (*on_news)(void *context, const struct grade_news *news);
    void *context;
    /* What is kept from one grading to the next (grade/session.h). NULL: nothing. */
    struct grade_session *session;
};

/* The type of grade_run, so that cli/ can be tested with a grader of straw. */
typedef bool grade_function(const struct grade_request *request, struct verdict **verdict,
                            struct error *err);

/* The functions of grade/session.h, likewise. */
struct grade_sessions {
    bool (*create)(const struct grade_request *request, struct grade_session **session,
                   struct error *err);
    void (*destroy)(struct grade_session *session);
};

#endif
