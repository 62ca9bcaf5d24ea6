/* Explores a scenario on an object, and tells what can come of it. */
#ifndef WORKBOOK_TESTS_EXPLORE_H
#define WORKBOOK_TESTS_EXPLORE_H

#include "races/harness.h"
#include "races/search.h"

#include <stdbool.h>

enum { OUTCOMES_BYTES = 8192 };

struct explored {
    char outcomes[OUTCOMES_BYTES]; /* all that were noted, in alphabetical order: "00 01 11" */
    bool found[FINDING_KINDS];
    struct search_result result;
    char unchecked[128];
};

/* Nothing is left out of the exploration. */
struct search_options explore_unreduced(void);
/* As the workbook does it, and on after a finding. */
struct search_options explore_reduced(void);

/* The notes of all roles together are an outcome, with '|' between the roles. */
struct explored explore(const struct races_scenario *scenario, const char *object,
                        const struct search_options *options);

#endif
