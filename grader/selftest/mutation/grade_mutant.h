/* One generated mutant through the grader. */
#ifndef WORKBOOK_SELFTEST_MUTATION_GRADE_MUTANT_H
#define WORKBOOK_SELFTEST_MUTATION_GRADE_MUTANT_H

#include "selftest/mutation/generated.h"

/* Sets the fate, never one that an explanation gives. */
void grade_mutant(const struct generated_request *request, const struct manifest *manifest,
                  const char *source, struct generated_mutant *result);

#endif
