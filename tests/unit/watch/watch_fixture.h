/* Three exercises, and verdicts on them as gradings bring them. */
#ifndef WORKBOOK_TESTS_WATCH_FIXTURE_H
#define WORKBOOK_TESTS_WATCH_FIXTURE_H

#include "model/manifest.h"
#include "model/verdict.h"

enum { FIXTURE_EXERCISES = 3 };

/* 01-ftok-keys, 05-ready-flag, 07-ring-buffer. Static. */
const struct manifest *const *fixture_exercises(void);

/* Owned by the caller. The natural course: a preview that fails or passes, then the whole verdict. */
struct verdict *fixture_pass(size_t exercise);
struct verdict *fixture_preview_pass(size_t exercise);
struct verdict *fixture_fail(size_t exercise);    /* the third check, with all four parts */
struct verdict *fixture_unbuilt(size_t exercise); /* an error of the compiler at line 9 */

#endif
