/* An examination: the hidden tests of one exercise against one object, natively or under Valgrind,
 * in the sandboxes. What comes back is data from the trusted side. */
#ifndef WORKBOOK_STAGE_EXAMINATION_H
#define WORKBOOK_STAGE_EXAMINATION_H

#include "base/error.h"
#include "base/text.h"
#include "model/grade_load.h"
#include "model/grade_recording.h"
#include "model/manifest.h"
#include "model/timeline.h"
#include "stage/machine.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EXAMINATION_FRAMES_MAX = 32 };

struct examined_check {
    char *id;                               /* as in the manifest, with dashes */
    char *status;                           /* pass, fail, crash, timeout, skip */
    char *did, *expected, *observed, *look; /* NULL when there is none */
    char *function;                         /* that is to be looked at; NULL: none */
    uint64_t function_offset;
    uint64_t frames[EXAMINATION_FRAMES_MAX];
    size_t frame_count;
    long duration_ms;
};

/* Where a function is in the object, by what it told when it came back. */
struct examined_function {
    char *name;
    uint64_t offset;
};

struct examined_leak {
    char *kind; /* in the verdict's words: model/verdict.h */
    char *id, *check, *call;
    int64_t bytes;   /* -1: it has no size */
    uint64_t offset; /* of the line that made it; 0: unknown */
};

struct examined_actor {
    int pid; /* in the sandbox */
    char *check;
    bool killed;
};

struct valgrind_report {
    int pid;
    char *xml;
};

struct examination {
    struct examined_check *checks;
    size_t check_count;
    struct examined_function *functions; /* no two alike */
    size_t function_count;
    struct examined_leak *leaks;
    size_t leak_count;
    struct examined_actor *actors;
    size_t actor_count;
    struct valgrind_report *reports;
    size_t report_count;
    char *output;            /* what the student's code printed; NULL: nothing */
    bool output_cut;         /* it printed more than the limit of the manifest */
    uint64_t output_bytes;   /* all that it printed */
    uint64_t printed_offset; /* of the line that printed first; 0: unknown */
    bool zygote_ended;       /* the process that had the object loaded ended by itself */
    bool timed_out;          /* the limit of the whole run was reached, or it was abandoned */
    /* of memory for all processes together, to which they came; 0: they did not */
    unsigned long long exhausted_mib;
    bool complete;          /* the last record came */
    int tests_status;       /* wait status of the test program */
    char *tests_output;     /* what it printed: for whoever mends a test */
    uint64_t calls_seen;    /* system calls, when delays were asked for */
    uint64_t calls_delayed; /* of these */
    long duration_ms;
    struct timeline timeline; /* of the one check, when it was to be recorded */
};

struct examination_plan {
    const struct manifest *manifest;
    const struct text *object;
    bool memory;                    /* under Valgrind */
    bool stop_at_failure;           /* no check is run after one that failed */
    const char *only_check;         /* its id; no other is run, natively; NULL: all are */
    enum grade_recording recording; /* of that one */
    uint64_t seed;
    struct grade_load load; /* none in a learner's grading */
    /* Set by another thread when the findings are of no use any more: the run is then broken off.
     * May be NULL. */
    const atomic_bool *abandoned;
    /* Told of each check as soon as it has ended, in the order of the manifest. NULL: nobody. */
    void (*on_check)(void *context, const struct examined_check *check);
    void *context;
};

/* Is the examination the same but for the object, and for who is told? */
bool examination_plans_agree(const struct examination_plan *a, const struct examination_plan *b);

struct exam_room;

/* In the room that stands ready (stage/exam_room.h; still the caller's to close), or, when it is NULL or
 * has not survived its wait, in one of its own. False only when the grader's own part failed. */
bool examination_run(const struct machine *machine, const struct examination_plan *plan,
                     struct exam_room *room, struct examination *examination, struct error *err);
void examination_finish(struct examination *examination);

/* The check that was under way when the time of the run was up; NULL: nobody knows. */
const struct examined_check *examination_last_words(const struct examination *examination);

/* The limits of the manifest as they are for this pass. Under Valgrind a process needs room for its
 * shadow and for Valgrind itself, and a run more time. */
unsigned examination_memory_kib(const struct manifest_limits *limits, bool memory);
unsigned examination_wall_ms(const struct manifest_limits *limits, bool memory);

#endif
