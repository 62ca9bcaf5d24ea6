/* What the passes over one exercise found, before it is judged. */
#ifndef WORKBOOK_GRADE_PASSES_H
#define WORKBOOK_GRADE_PASSES_H

#include "base/error.h"
#include "stage/build.h"
#include "stage/examination.h"
#include "stage/races.h"
#include "stage/source.h"

#include <stdatomic.h>
#include <stdbool.h>

struct tool;

/* One pass: build, then examine what was built. */
struct pass {
    bool asked;  /* the memory pass is not, with --fast */
    bool failed; /* the grader could not do its part: err says why */
    struct error err;
    struct build build;
    bool examined; /* the build was accepted and examined */
    struct examination examination;
};

/* The third: the exercise's checker explores the file by itself, from its source. */
struct races_pass {
    bool asked;    /* not with --fast, nor when the exercise has no such check */
    bool failed;   /* the grader could not do its part: err says why */
    bool explored; /* there is a report */
    struct error err;
    struct races_report report;
};

/* How far the native pass is. */
enum native_state { NATIVE_BUILDS, NATIVE_EXAMINES, NATIVE_DONE };

struct passes {
    const struct manifest *manifest;
    const char *only_check; /* natively no other was run; NULL: all were */
    struct source source;
    struct pass native;
    struct pass memory;
    struct races_pass races;
    /* From the first check that fails natively on: what will name its lines is made ready while the others run. Owned; NULL:
     * none was needed, or could be made. */
    struct tool *lines_tool;
    /* A call did not come back natively. Under Valgrind it would not either, for much longer: what
     * that pass would find, or has found until now, does not count. Set by the native pass, read by
     * the other. */
    atomic_bool hangs;
    enum native_state native_state; /* guarded by the lock of the grading */
};

void passes_finish(struct passes *passes);

#endif
