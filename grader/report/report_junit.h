/* The verdict as JUnit XML, for GitLab, Jenkins and whatever else shows test results: a suite for each
 * exercise, a case for its build and for each of its checks.
 *
 * The format has no official schema. This is what two readers agree on: Jenkins' junit-10.xsd
 * (https://github.com/jenkinsci/xunit-plugin) and GitLab's parser, which drops cases of one name and
 * shows what an element holds rather than its attribute `message`, so that is said in both.
 */
#ifndef WORKBOOK_REPORT_REPORT_JUNIT_H
#define WORKBOOK_REPORT_REPORT_JUNIT_H

#include "base/text.h"
#include "model/verdict.h"
#include "report/style.h"

/* `style` is not looked at. */
void report_junit_write(const struct verdict *verdict, const struct report_style *style,
                        struct text *out);

#endif
