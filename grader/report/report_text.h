/* The verdict for people: calm, short, the next thing to do last, where the eye rests.
 *
 * An exercise that passed is one line. One that did not says its first failing check in full (we
 * did, we expected, what happened, look at; then the place in the source), the other failing checks
 * one line each, then what Valgrind and the leak ledger found. Everything of student origin is
 * escaped.
 */
#ifndef WORKBOOK_REPORT_REPORT_TEXT_H
#define WORKBOOK_REPORT_REPORT_TEXT_H

#include "base/text.h"
#include "model/verdict.h"
#include "report/style.h"

void report_text_write(const struct verdict *verdict, const struct report_style *style,
                       struct text *out);

#endif
