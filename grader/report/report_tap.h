/* The verdict in the Test Anything Protocol, version 14 (https://testanything.org/tap-version-14-specification.html):
 * one flat list, a test point for the build of each exercise and for each of its checks, and a YAML
 * block below each that did not pass. */
#ifndef WORKBOOK_REPORT_REPORT_TAP_H
#define WORKBOOK_REPORT_REPORT_TAP_H

#include "base/text.h"
#include "model/verdict.h"
#include "report/style.h"

/* `style` is not looked at. */
void report_tap_write(const struct verdict *verdict, const struct report_style *style,
                      struct text *out);

#endif
