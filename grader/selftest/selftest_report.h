/* The result of a selftest for people, and for programs. */
#ifndef WORKBOOK_SELFTEST_SELFTEST_REPORT_H
#define WORKBOOK_SELFTEST_SELFTEST_REPORT_H

#include "base/text.h"
#include "report/style.h"
#include "selftest/selftest.h"

/* One line an exercise, with its scores; below it every broken promise and its reason, then the
 * messages that are not as stored, then the warnings; a line for all of them at the end. */
void selftest_text_write(const struct selftest *selftest, const struct report_style *style,
                         struct text *out);

/* { "format_version": 1, "status": "pass|fail|error", "duration_ms", "exercises": [ { "name", "status",
 *   "mutants": {"kept", "asked"}, … , "uncovered": [ID…], "structure": {…}, "orphaned_messages": [FILE…],
 *   "sources": [ {"kind", "name", "caught_by", "status": "kept|broken|error|skip", "reason", "warning",
 *     "first_failed": "STAGE/CHECK", "message": {"status": "kept|accepted|broken|skip", "reason"},
 *     "duration_ms"} ] } ],
 *   "rounds": [ {"load", "gradings", "flips", "duration_ms", "calls_seen", "calls_delayed"} ],
 *   "flips": [ {"exercise", "kind", "name", "round", "load", "check", "before", "after", "observed"} ] }
 * "structure" is null when it was not asked for; else { "contract": {"sentences", "tested", "explained"},
 *   "findings": [ {"status": "fail|warning", "place", "sentence"} ] }. */
void selftest_json_write(const struct selftest *selftest, struct text *out);

#endif
