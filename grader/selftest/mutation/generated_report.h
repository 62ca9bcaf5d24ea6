/* What became of the generated mutants, for people and for programs. */
#ifndef WORKBOOK_SELFTEST_MUTATION_GENERATED_REPORT_H
#define WORKBOOK_SELFTEST_MUTATION_GENERATED_REPORT_H

#include "base/text.h"
#include "report/style.h"
#include "selftest/mutation/generated.h"

/* Two lines an exercise with its counts; below them each survivor as the line that was and the line
 * that is, with its name for equivalents.cfg; the stale explanations; a line for all of them at the
 * end. */
void generated_text_write(const struct generated *generated, const struct report_style *style,
                          struct text *out);

/* { "format_version": 1, "status": "pass|fail|error", "duration_ms",
 *   "exercises": [ { "name", "status", "score": 0…1 or null, "counts": {"killed", …},
 *     "stale": [SENTENCE…],
 *     "mutants": [ {"mutant", "operator", "line", "fate", "by", "why"} ] } ] } */
void generated_json_write(const struct generated *generated, struct text *out);

#endif
