/* How far an operand reaches, guessed from tokens alone. */
#ifndef WORKBOOK_SELFTEST_MUTATION_EXTENTS_H
#define WORKBOOK_SELFTEST_MUTATION_EXTENTS_H

#include "selftest/mutation/program.h"

struct extent {
    size_t first, last; /* tokens, both inside */
};

/* Has the operator at `at` an operand on its left? */
bool extent_is_binary(const struct program *program, size_t at);

/* Does the ( at `open` begin a cast? */
bool extent_is_cast(const struct program *program, size_t open);

/* The last token of the unary expression that begins at `at`, and the first of one that ends
 * there. */
size_t extent_operand_last(const struct program *program, size_t at);
size_t extent_operand_first(const struct program *program, size_t at);

/* What lies before and behind an && or ||, up to the next one or the end of the expression. */
struct extent extent_clause_before(const struct program *program, size_t at);
struct extent extent_clause_behind(const struct program *program, size_t at);

/* The arms of the conditional whose ? stands at `at`; false when it has no colon. */
bool extent_arms(const struct program *program, size_t at, struct extent *yes, struct extent *no);

/* The argument or initialiser that begins at `at`: up to the comma or closing bracket behind it. */
size_t extent_item_last(const struct program *program, size_t at);

#endif
