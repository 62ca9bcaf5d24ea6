#include "selftest/mutation/operators.h"

#include "selftest/mutation/operator_functions.h"

/* Where two make the same source, the first one names it. */
static const struct mutation_operator operators[] = {
    {"drop-call", "leaves out a call that is a statement", mutate_drop_call},
    {"drop-assignment", "leaves out an assignment, errno's among them", mutate_drop_assignment},
    {"drop-jump", "leaves out break, continue or goto", mutate_drop_jump},
    {"drop-return", "goes on where a branch returned", mutate_drop_return},
    {"return-value", "returns 0 instead of what was returned, and -1 instead of 0",
     mutate_return_value},
    {"lose-result", "returns 0 whatever the last call said", mutate_lose_result},
    {"condition-false", "a condition that never holds", mutate_condition_false},
    {"condition-true", "a condition of an if that always holds", mutate_condition_true},
    {"negate", "a condition turned round", mutate_negate},
    {"swap-statements", "two neighbouring statements in the other order", mutate_swap_statements},
    {"boundary", "< for <=, > for >=, and back", mutate_boundary},
    {"equality", "== for !=, and back", mutate_equality},
    {"arithmetic", "+ for -, * for /, << for >>, and back", mutate_arithmetic},
    {"logic", "&& for ||, and back", mutate_logic},
    {"drop-clause", "leaves out one side of && or ||", mutate_drop_clause},
    {"drop-flag", "leaves out one side of |", mutate_drop_flag},
    {"drop-operand", "leaves out a mask, a shift, a term or a factor", mutate_drop_operand},
    {"drop-sign", "leaves out ~, ! or a minus", mutate_drop_sign},
    {"drop-cast", "leaves out a cast", mutate_drop_cast},
    {"choose-arm", "takes the same arm of ?: whatever the condition", mutate_choose_arm},
    {"constant", "a number one too great or too small, a great one ten times", mutate_constant},
    {"character", "another character", mutate_character},
    {"string", "an empty string", mutate_string},
    {"opposite", "true for false, and back", mutate_opposite},
    {"zero-flag", "0 for a flag that stands alone", mutate_zero_flag},
    {"wrong-errno", "another errno", mutate_wrong_errno},
    {"look-alike", "a flag, field or function for its neighbour in the man page",
     mutate_look_alike},
    {"memory-order", "a weaker memory order", mutate_order},
    {"sizeof", "the size of a pointer, or of a string without its terminator", mutate_sizeof},
    {"swap-arguments", "two neighbouring arguments in the other order", mutate_swap_arguments},
    {"null-argument", "an address instead of NULL as an argument", mutate_null_argument},
    {"drop-field", "leaves out one field of an initialiser", mutate_drop_field},
};

const struct mutation_operator *mutation_operators(size_t *count)
{
    *count = sizeof operators / sizeof operators[0];
    return operators;
}
