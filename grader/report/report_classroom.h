/* The verdict as GitHub Classroom's reporter reads it
 * (https://github.com/classroom-resources/autograding-grading-reporter, which wants it in base64):
 * {version, status, max_score, tests: [{name, status, message, …, score}]}, a test for each exercise.
 * docs/github holds the workflow. */
#ifndef WORKBOOK_REPORT_REPORT_CLASSROOM_H
#define WORKBOOK_REPORT_REPORT_CLASSROOM_H

#include "base/text.h"
#include "model/verdict.h"
#include "report/style.h"

enum { REPORT_CLASSROOM_VERSION = 1 };

/* One line. `style` is not looked at. */
void report_classroom_write(const struct verdict *verdict, const struct report_style *style,
                            struct text *out);

#endif
