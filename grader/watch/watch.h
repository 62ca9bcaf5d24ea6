/* grader watch: grades on save, and shows how things are.
 *
 *     keys ────────┐                    ┌──> screen.c (ncurses)  or  standard output, line by line
 *     saves.c ─────┤                    │
 *     errand.c ────┼──> model.c ──> view.c / plain.c
 *     signals ─────┤      │
 *     the clock ───┘      │
 *                         └──> wishes: grade, watch another folder, open the editor, …
 *
 * One loop waits for all of it by poll(2); a grading works on a thread of its own, a recording on another
 * (errand.h). The loop never waits for anything else, but at the end, for what it has called off.
 */
#ifndef WORKBOOK_WATCH_WATCH_H
#define WORKBOOK_WATCH_WATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "model/grade_request.h"
#include "report/style.h"

/* All of it is borrowed for the length of the run. */
struct watch_plan {
    const struct manifest *const *exercises;
    size_t count;
    size_t first; /* to begin with */
    grade_function *grade;
    const struct grade_sessions *sessions; /* NULL: each grading stands by itself */
    struct grade_request request; /* the pattern of all gradings: whose work, which sandbox */
    const char *edit_command;     /* editor.h; NULL: there is none */
    bool plain;
    bool always_poll; /* do not rely on inotify */
    struct report_style style;

    /* The learner's record. Each may be NULL; one that fails is told in a line and goes on. */
    void *context;
    bool (*has_passed)(void *context, const struct manifest *manifest);
    bool (*record_verdict)(void *context, const struct verdict *verdict, struct error *err);
    bool (*record_hint)(void *context, const struct manifest *manifest, unsigned level,
                        struct error *err);
    bool (*reset)(void *context, const struct manifest *manifest, struct error *err);
};

/* Until the learner ends it. *ended_by is the signal that did instead, or 0. The terminal is as before
 * whatever is returned; for what no program can promise of itself there is guard.h. */
bool watch_run(const struct watch_plan *plan, int *ended_by, struct error *err);

/* Can standard output show the full screen? */
bool watch_can_draw(void);

#endif
