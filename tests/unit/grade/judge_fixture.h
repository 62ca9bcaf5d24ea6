/* An exercise of two behaviour checks, one of memory and one of leaks, and passes over it that found nothing
 * wrong: a test spoils what it is about. */
#ifndef WORKBOOK_TESTS_JUDGE_FIXTURE_H
#define WORKBOOK_TESTS_JUDGE_FIXTURE_H

#include "grade/passes.h"
#include "model/verdict.h"

struct judge_fixture {
    struct passes passes;
    struct verdict *verdict;
    struct exercise_verdict *exercise; /* of the verdict */
};

void fixture_prepare(struct judge_fixture *fixture);
void fixture_finish(struct judge_fixture *fixture);

/* Judges; the result is in fixture->exercise. */
void fixture_judge(struct judge_fixture *fixture);

/* Sets what a check reported natively (or, with `memory`, under Valgrind). */
void fixture_report(struct judge_fixture *fixture, bool memory, const char *id, const char *status);

#endif
