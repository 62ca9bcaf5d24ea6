/* A policy upon one verdict: what `grader check --policy` reports. */
#ifndef WORKBOOK_GRADEBOOK_POLICY_APPLY_H
#define WORKBOOK_GRADEBOOK_POLICY_APPLY_H

#include "gradebook/policy.h"
#include "model/verdict.h"

/* Marks the checks that students are not to see (verdict_conceal_hidden). */
void policy_apply_hiding(const struct policy *policy, struct verdict *verdict);

/* Gives checks, exercises and the whole the weights and points of the policy, as for the one attempt of somebody who
 * was on time: mark.h tells how. A verdict with status "error" has no points and stays as it is. */
bool policy_apply_points(const struct policy *policy, struct verdict *verdict, struct error *err);

#endif
