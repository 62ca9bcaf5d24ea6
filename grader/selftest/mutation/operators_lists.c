#include "base/cleanup.h"
#include "selftest/mutation/extents.h"
#include "selftest/mutation/operator_functions.h"

/* Is the ( at `open` that of a call? A function's own name stands before its parameters. */
static bool is_call(const struct program *program, size_t open)
{
    static const char *const heads[] = {"if", "while", "for", "switch", "sizeof", "return"};
    if (!program_is(program, open, "(") || open == 0 ||
        program->tokens[open - 1].kind != TOKEN_NAME ||
        program->functions[open] == program->count || program->functions[open] == open - 1) {
        return false;
    }
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        if (program_is(program, open - 1, heads[i])) {
            return false;
        }
    }
    return program->partners[open] > open + 1;
}

static void swap_in_call(const struct program *program, struct mutant_sink *sink, size_t open)
{
    size_t first = open + 1;
    size_t last = extent_item_last(program, first);
    while (program_is(program, last + 1, ",")) {
        size_t next = last + 2;
        size_t end = extent_item_last(program, next);
        AUTO_FREE char *one = program_copy(program, first, last);
        AUTO_FREE char *two = program_copy(program, next, end);
        mutant_propose(sink, first, end, "%s, %s", two, one);
        first = next;
        last = end;
    }
}

void mutate_swap_arguments(const struct program *program, struct mutant_sink *sink)
{
    for (size_t i = 0; i < program->count; i++) {
        if (is_call(program, i)) {
            swap_in_call(program, sink, i);
        }
    }
}

void mutate_null_argument(const struct program *program, struct mutant_sink *sink)
{
    for (size_t i = 1; i + 1 < program->count; i++) {
        bool begins = program_is(program, i - 1, "(") || program_is(program, i - 1, ",");
        bool ends = program_is(program, i + 1, ")") || program_is(program, i + 1, ",");
        if (program_is(program, i, "NULL") && begins && ends) {
            mutant_propose(sink, i, i, "(void *)4096");
        }
    }
}

/* What an initialiser without the field gives it anyway. */
static bool is_nothing(const struct program *program, size_t at)
{
    return program_is(program, at, "0") || program_is(program, at, "NULL") ||
           program_is(program, at, "false");
}

void mutate_drop_field(const struct program *program, struct mutant_sink *sink)
{
    for (size_t i = 1; i + 2 < program->count; i++) {
        bool begins = program_is(program, i - 1, "{") || program_is(program, i - 1, ",");
        if (begins && program_is(program, i, ".") && program_is(program, i + 2, "=")) {
            size_t last = extent_item_last(program, i);
            bool comma = program_is(program, last + 1, ",");
            if (last == i + 3 && is_nothing(program, last)) {
                continue;
            }
            mutant_propose(sink, i, comma ? last + 1 : last, "%s", "");
        }
    }
}
