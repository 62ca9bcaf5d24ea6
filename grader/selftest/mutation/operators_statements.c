#include "base/cleanup.h"
#include "selftest/mutation/operator_functions.h"

#include <string.h>

/* Statement i of that kind is replaced by nothing. */
static void drop_all(const struct program *program, struct mutant_sink *sink,
                     enum statement_kind kind)
{
    for (size_t i = 0; i < program->statement_count; i++) {
        const struct statement *statement = &program->statements[i];
        if (statement->kind == kind) {
            mutant_propose(sink, statement->first, statement->last, ";");
        }
    }
}

void mutate_drop_call(const struct program *program, struct mutant_sink *sink)
{
    drop_all(program, sink, STATEMENT_CALL);
}

void mutate_drop_assignment(const struct program *program, struct mutant_sink *sink)
{
    drop_all(program, sink, STATEMENT_ASSIGNMENT);
}

void mutate_drop_jump(const struct program *program, struct mutant_sink *sink)
{
    drop_all(program, sink, STATEMENT_JUMP);
}

/* Does the function go on behind this statement? */
static bool is_inner(const struct program *program, const struct statement *statement)
{
    size_t behind = statement->last + 2;
    return program_is(program, behind - 1, "}") && behind < program->count &&
           program->functions[behind] == program->functions[statement->first];
}

void mutate_drop_return(const struct program *program, struct mutant_sink *sink)
{
    for (size_t i = 0; i < program->statement_count; i++) {
        const struct statement *statement = &program->statements[i];
        if (statement->kind == STATEMENT_RETURN && is_inner(program, statement)) {
            mutant_propose(sink, statement->first, statement->last, ";");
        }
    }
}

static bool returns_something(const struct statement *statement)
{
    return statement->kind == STATEMENT_RETURN && statement->last > statement->first + 1;
}

void mutate_return_value(const struct program *program, struct mutant_sink *sink)
{
    for (size_t i = 0; i < program->statement_count; i++) {
        const struct statement *statement = &program->statements[i];
        size_t value = statement->first + 1;
        /* Of true and false the opposite is another operator's. */
        if (returns_something(statement) && !program_is(program, value, "true") &&
            !program_is(program, value, "false")) {
            bool zero = program_is(program, value, "0") && value + 1 == statement->last;
            mutant_propose(sink, value, statement->last - 1, zero ? "-1" : "0");
        }
    }
}

void mutate_lose_result(const struct program *program, struct mutant_sink *sink)
{
    for (size_t i = 0; i < program->statement_count; i++) {
        const struct statement *statement = &program->statements[i];
        size_t open = statement->first + 2;
        if (returns_something(statement) && program_is(program, open, "(") &&
            program_is_kind(program, open - 1, TOKEN_NAME) &&
            program->partners[open] + 1 == statement->last) {
            AUTO_FREE char *call = program_copy(program, open - 1, statement->last - 1);
            mutant_propose(sink, open - 1, statement->last - 1, "(%s, 0)", call);
        }
    }
}

/* Replaces what is between the brackets of each condition; `format` may hold the old one. */
static void replace_conditions(const struct program *program, struct mutant_sink *sink, bool loops,
                               const char *head, bool keep, const char *tail)
{
    for (size_t i = 0; i < program->statement_count; i++) {
        const struct statement *statement = &program->statements[i];
        size_t open = statement->condition;
        if (open == program->count || (statement->kind == STATEMENT_LOOP && !loops)) {
            continue;
        }
        size_t close = program->partners[open];
        AUTO_FREE char *condition = program_copy(program, open + 1, close - 1);
        mutant_propose(sink, open + 1, close - 1, "%s%s%s", head, keep ? condition : "", tail);
    }
}

void mutate_condition_false(const struct program *program, struct mutant_sink *sink)
{
    replace_conditions(program, sink, true, "0", false, "");
}

/* Of a loop it would be nothing but a hang. */
void mutate_condition_true(const struct program *program, struct mutant_sink *sink)
{
    replace_conditions(program, sink, false, "1", false, "");
}

void mutate_negate(const struct program *program, struct mutant_sink *sink)
{
    replace_conditions(program, sink, true, "!(", true, ")");
}

static bool is_constant(const struct program *program, size_t at)
{
    static const char *const names[] = {"true", "false", "NULL", "MAP_FAILED", "sizeof"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (program_is(program, at, names[i])) {
            return true;
        }
    }
    return program->tokens[at].kind == TOKEN_NUMBER || program->tokens[at].kind == TOKEN_STRING ||
           program_is(program, at, "-");
}

/* One that is computed: a declaration without a value, or with a constant, does the same
 * anywhere. */
static bool has_value(const struct program *program, const struct statement *statement)
{
    for (size_t i = statement->first; i < statement->last; i++) {
        if (program_is(program, i, "=")) {
            for (i++; i < statement->last && is_constant(program, i);) {
                i++;
            }
            return i < statement->last;
        }
    }
    return false;
}

static bool can_move(const struct program *program, const struct statement *statement)
{
    return statement->kind != STATEMENT_RETURN && statement->kind != STATEMENT_JUMP &&
           (statement->kind != STATEMENT_DECLARATION || has_value(program, statement));
}

/* The statement behind it in the same block, or NULL. */
static const struct statement *next_of(const struct program *program,
                                       const struct statement *statement)
{
    for (size_t i = 0; i < program->statement_count; i++) {
        const struct statement *other = &program->statements[i];
        if (other->block == statement->block && other->first == statement->last + 1) {
            return other;
        }
    }
    return NULL;
}

void mutate_swap_statements(const struct program *program, struct mutant_sink *sink)
{
    for (size_t i = 0; i < program->statement_count; i++) {
        const struct statement *one = &program->statements[i];
        if (one->block == program->count || !can_move(program, one)) {
            continue;
        }
        const struct statement *two = next_of(program, one);
        if (two != NULL && can_move(program, two)) {
            AUTO_FREE char *first = program_copy(program, one->first, one->last);
            AUTO_FREE char *second = program_copy(program, two->first, two->last);
            mutant_propose(sink, one->first, two->last, "%s %s", second, first);
        }
    }
}
