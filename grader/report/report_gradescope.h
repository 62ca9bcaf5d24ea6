/* The verdict as Gradescope's results.json
 * (https://gradescope-autograders.readthedocs.io/en/latest/specs/): a test for the build of each
 * exercise, without points, and for each check, with its part of the exercise's.
 *
 * Points of the tests add up to the verdict's score, which is given as well. docs/gradescope holds
 * what Gradescope starts; it does not publish a verdict of which the grader could not judge a part.
 */
#ifndef WORKBOOK_REPORT_REPORT_GRADESCOPE_H
#define WORKBOOK_REPORT_REPORT_GRADESCOPE_H

#include "base/text.h"
#include "model/verdict.h"
#include "report/style.h"

/* `style` is not looked at. */
void report_gradescope_write(const struct verdict *verdict, const struct report_style *style,
                             struct text *out);

#endif
