/* A lexed source with as much structure as mutation needs: which brackets belong together, in which
 * function a token lies, and where statements begin and end. It knows no types and no meanings; a
 * mutant made from a wrong guess does not compile, and is counted as stillborn.
 *
 * Places are indices of tokens; `count` stands for none. A range is first..last, both inside.
 */
#ifndef WORKBOOK_SELFTEST_MUTATION_PROGRAM_H
#define WORKBOOK_SELFTEST_MUTATION_PROGRAM_H

#include "base/error.h"
#include "tokens/lexer.h"

#include <stdbool.h>
#include <stddef.h>

enum statement_kind {
    STATEMENT_DECLARATION,
    STATEMENT_CALL,       /* nothing but a call */
    STATEMENT_ASSIGNMENT, /* = += … */
    STATEMENT_EXPRESSION, /* any other */
    STATEMENT_RETURN,
    STATEMENT_JUMP, /* break, continue, goto */
    STATEMENT_IF,
    STATEMENT_LOOP, /* while, for, do, and switch */
    STATEMENT_BLOCK,
};

struct statement {
    enum statement_kind kind;
    size_t first, last; /* of its tokens; last is its ; or } */
    size_t block;       /* the { that it lies in directly; count for the arm of an if or loop */
    size_t condition;   /* the ( of an if, while or do; else count */
};

struct program {
    const char *text; /* borrowed */
    struct token *tokens;
    size_t count;
    size_t *partners;  /* of a bracket: the other one; of any other token: count */
    size_t *functions; /* the name of the function around a token, or count */
    struct statement *statements;
    size_t statement_count;
};

/* False when brackets do not match or a token has no end. */
bool program_read(const char *text, struct program *program, struct error *err);
void program_finish(struct program *program);

/* Does the token at `at` read so? Beyond the ends none does. */
bool program_is(const struct program *program, size_t at, const char *words);
bool program_is_kind(const struct program *program, size_t at, enum token_kind kind);

/* The source between the beginning of `first` and the end of `last`; owned by the caller. */
char *program_copy(const struct program *program, size_t first, size_t last);

#endif
