/* What was left behind, told by its faults: one kind of thing, made by one line, is one fault, however often and in
 * however many checks it was met. Where no line is known, each object is a fault of its own. */
#ifndef WORKBOOK_REPORT_LEAK_FAULTS_H
#define WORKBOOK_REPORT_LEAK_FAULTS_H

#include <stddef.h>

#include "base/cleanup.h"
#include "model/verdict.h"

struct leak_fault {
    const struct leak *leak; /* the one that was met first; the exercise's */
    size_t other_checks;     /* beside the leak's own, that have met it */
};

struct leak_faults {
    struct leak_fault *items; /* in the order in which they were met */
    size_t count;
};

#define AUTO_LEAK_FAULTS AUTO(leak_faults_finish)

/* In n log n steps: a hostile file leaves thousands of objects behind in each check. The exercise is borrowed. */
void leak_faults_find(const struct exercise_verdict *exercise, struct leak_faults *faults);
void leak_faults_finish(struct leak_faults *faults);

#endif
