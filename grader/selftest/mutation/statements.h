/* The statements of a function's body. Private to the program. */
#ifndef WORKBOOK_SELFTEST_MUTATION_STATEMENTS_H
#define WORKBOOK_SELFTEST_MUTATION_STATEMENTS_H

#include "selftest/mutation/program.h"

/* Appends every statement between the { at `open` and its partner, inner ones behind outer ones. */
void statements_find(struct program *program, size_t open);

#endif
