/* Three exercises, and verdicts on them as gradings bring them. */
#ifndef WORKBOOK_TESTS_WATCH_FIXTURE_H
#define WORKBOOK_TESTS_WATCH_FIXTURE_H

#include "model/manifest.h"
#include "model/verdict.h"
#include "watch/picture.h"

enum { FIXTURE_EXERCISES = 3 };

/* 01-ftok-keys, 05-ready-flag, 07-ring-buffer. Static. */
const struct manifest *const *fixture_exercises(void);

/* Owned by the caller. The natural course: a preview that fails or passes, then the whole verdict. */
struct verdict *fixture_pass(size_t exercise);
struct verdict *fixture_warned(size_t exercise); /* it passes with a warning at line 12 */
struct verdict *fixture_preview_pass(size_t exercise);
struct verdict *fixture_fail(size_t exercise);    /* the third check, with all four parts */
struct verdict *fixture_unbuilt(size_t exercise); /* an error of the compiler at line 9 */

/* Two processes at a mailbox, in four steps; in the third the flag goes up. And one that was not built. */
struct watch_picture *fixture_picture(size_t exercise);
struct watch_picture *fixture_picture_unbuilt(size_t exercise);

#endif
