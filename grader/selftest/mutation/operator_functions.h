/* The functions behind the table of operators, where each is described. */
#ifndef WORKBOOK_SELFTEST_MUTATION_OPERATOR_FUNCTIONS_H
#define WORKBOOK_SELFTEST_MUTATION_OPERATOR_FUNCTIONS_H

#include "selftest/mutation/mutant.h"

typedef void mutation_function(const struct program *program, struct mutant_sink *sink);

/* operators_statements.c */
mutation_function mutate_drop_call, mutate_drop_assignment, mutate_drop_jump, mutate_drop_return,
    mutate_return_value, mutate_lose_result, mutate_condition_false, mutate_condition_true,
    mutate_negate, mutate_swap_statements;

/* operators_expressions.c */
mutation_function mutate_boundary, mutate_equality, mutate_arithmetic, mutate_logic,
    mutate_drop_clause, mutate_drop_flag, mutate_drop_operand, mutate_drop_sign, mutate_drop_cast,
    mutate_choose_arm;

/* operators_values.c */
mutation_function mutate_constant, mutate_character, mutate_string, mutate_opposite,
    mutate_zero_flag, mutate_wrong_errno, mutate_look_alike, mutate_order, mutate_sizeof;

/* operators_lists.c */
mutation_function mutate_swap_arguments, mutate_null_argument, mutate_drop_field;

#endif
