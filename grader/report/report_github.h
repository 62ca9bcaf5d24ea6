/* The verdict as annotations of GitHub Actions
 * (https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions): what was found appears at its line of
 * the student's file.
 *
 * GitHub shows at most ten errors of one step: each exercise that did not pass is one error, with what
 * to repair first, at its place; what is beyond the tenth is told in it. Nothing that a
 * student wrote can begin a line, and so be taken for a command.
 */
#ifndef WORKBOOK_REPORT_REPORT_GITHUB_H
#define WORKBOOK_REPORT_REPORT_GITHUB_H

#include "base/text.h"
#include "model/verdict.h"
#include "report/style.h"

enum { REPORT_GITHUB_ERRORS_MAX = 10 };

/* `style` is not looked at. */
void report_github_write(const struct verdict *verdict, const struct report_style *style,
                         struct text *out);

#endif
