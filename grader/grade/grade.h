/* Grading: a request in, a verdict out.
 *
 * Every exercise is judged by two passes, natively and under Valgrind, each a chain of its own
 * (build, then examination) that shares nothing with any other. The passes of all exercises are
 * jobs for a pool of threads; when the last pass of an exercise is done, judge.c makes its part of
 * the verdict.
 */
#ifndef WORKBOOK_GRADE_GRADE_H
#define WORKBOOK_GRADE_GRADE_H

#include "model/grade_request.h"

/* The *verdict is owned by the caller. False when nothing could be judged at all; what could not be
 * judged of one exercise is an ERROR in its part of the verdict. */
bool grade_run(const struct grade_request *request, struct verdict **verdict, struct error *err);

#endif
