/* The mutation operators: the mistakes that learners make, one small function each. */
#ifndef WORKBOOK_SELFTEST_MUTATION_OPERATORS_H
#define WORKBOOK_SELFTEST_MUTATION_OPERATORS_H

#include "selftest/mutation/mutant.h"
#include "selftest/mutation/program.h"

#include <stddef.h>

struct mutation_operator {
    const char *name;
    const char *summary; /* one line */
    void (*propose)(const struct program *program, struct mutant_sink *sink);
};

const struct mutation_operator *mutation_operators(size_t *count);

#endif
