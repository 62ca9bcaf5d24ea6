#include "base/cleanup.h"
#include "selftest/mutation/extents.h"
#include "selftest/mutation/operator_functions.h"

#include <string.h>

struct pair {
    const char *from, *to;
};

/* Each operator token with an operand on its left that is named in the list. */
static void replace_signs(const struct program *program, struct mutant_sink *sink,
                          const struct pair *pairs, size_t count)
{
    for (size_t i = 0; i < program->count; i++) {
        for (size_t k = 0; k < count; k++) {
            if (program_is(program, i, pairs[k].from) && extent_is_binary(program, i)) {
                mutant_propose(sink, i, i, "%s", pairs[k].to);
            }
        }
    }
}

void mutate_boundary(const struct program *program, struct mutant_sink *sink)
{
    static const struct pair pairs[] = {{"<", "<="}, {"<=", "<"}, {">", ">="}, {">=", ">"}};
    replace_signs(program, sink, pairs, sizeof pairs / sizeof pairs[0]);
}

void mutate_equality(const struct program *program, struct mutant_sink *sink)
{
    static const struct pair pairs[] = {{"==", "!="}, {"!=", "=="}};
    replace_signs(program, sink, pairs, sizeof pairs / sizeof pairs[0]);
}

void mutate_arithmetic(const struct program *program, struct mutant_sink *sink)
{
    static const struct pair pairs[] = {{"+", "-"},   {"-", "+"},   {"*", "/"},   {"/", "*"},
                                        {"%", "/"},   {"<<", ">>"}, {">>", "<<"}, {"+=", "-="},
                                        {"-=", "+="}, {"++", "--"}, {"--", "++"}};
    replace_signs(program, sink, pairs, sizeof pairs / sizeof pairs[0]);
}

void mutate_logic(const struct program *program, struct mutant_sink *sink)
{
    static const struct pair pairs[] = {{"&&", "||"}, {"||", "&&"}};
    replace_signs(program, sink, pairs, sizeof pairs / sizeof pairs[0]);
}

void mutate_drop_clause(const struct program *program, struct mutant_sink *sink)
{
    for (size_t i = 0; i < program->count; i++) {
        bool both = program_is(program, i, "&&");
        if (both || program_is(program, i, "||")) {
            struct extent before = extent_clause_before(program, i);
            struct extent behind = extent_clause_behind(program, i);
            mutant_propose(sink, before.first, before.last, both ? "1" : "0");
            mutant_propose(sink, behind.first, behind.last, both ? "1" : "0");
        }
    }
}

void mutate_drop_flag(const struct program *program, struct mutant_sink *sink)
{
    for (size_t i = 1; i + 1 < program->count; i++) {
        if (program_is(program, i, "|")) {
            mutant_propose(sink, extent_operand_first(program, i - 1), i, "%s", "");
            mutant_propose(sink, i, extent_operand_last(program, i + 1), "%s", "");
        }
    }
}

void mutate_drop_operand(const struct program *program, struct mutant_sink *sink)
{
    static const char *const signs[] = {"&", "^", "+", "-", "*", "/", "%", "<<", ">>"};
    for (size_t i = 0; i + 1 < program->count; i++) {
        for (size_t k = 0; k < sizeof signs / sizeof signs[0]; k++) {
            if (program_is(program, i, signs[k]) && extent_is_binary(program, i)) {
                mutant_propose(sink, i, extent_operand_last(program, i + 1), "%s", "");
            }
        }
    }
}

void mutate_drop_sign(const struct program *program, struct mutant_sink *sink)
{
    for (size_t i = 0; i < program->count; i++) {
        bool sign = program_is(program, i, "~") || program_is(program, i, "!") ||
                    (program_is(program, i, "-") && !extent_is_binary(program, i));
        if (sign) {
            mutant_propose(sink, i, i, "%s", "");
        }
    }
}

void mutate_drop_cast(const struct program *program, struct mutant_sink *sink)
{
    for (size_t i = 0; i < program->count; i++) {
        if (extent_is_cast(program, i)) {
            mutant_propose(sink, i, program->partners[i], "%s", "");
        }
    }
}

void mutate_choose_arm(const struct program *program, struct mutant_sink *sink)
{
    struct extent yes, no;
    for (size_t i = 0; i < program->count; i++) {
        if (program_is(program, i, "?") && extent_arms(program, i, &yes, &no)) {
            AUTO_FREE char *first = program_copy(program, yes.first, yes.last);
            AUTO_FREE char *second = program_copy(program, no.first, no.last);
            mutant_propose(sink, no.first, no.last, "%s", first);
            mutant_propose(sink, yes.first, yes.last, "%s", second);
        }
    }
}
