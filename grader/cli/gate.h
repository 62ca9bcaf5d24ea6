/* The model solution is shown after a pass, or to who has tried for it: one rule for `solution` and `diff`. */
#ifndef WORKBOOK_CLI_GATE_H
#define WORKBOOK_CLI_GATE_H

#include "cli/command.h"
#include "cli/learner.h"

enum gate_answer {
    GATE_OPEN,   /* show it; that it was shown is recorded where it matters */
    GATE_CLOSED, /* `out` says what is missing */
    GATE_BROKEN, /* err says what went wrong */
};

struct gate_request {
    const char *command; /* "solution": for the words on what to type */
    bool reveal;         /* he knows what it costs */
};

enum gate_answer gate_ask(const struct gate_request *request, struct learner *learner,
                          const struct manifest *manifest, const struct command_call *call);

/* The common command line: EXERCISE [--reveal]. NULL with a sentence for a mistake in usage (*status); the workbook
 * is opened. */
const struct manifest *gate_parse(struct gate_request *request, struct learner *learner,
                                  const struct command_call *call, enum cli_status *status);

/* The model solution's path; NULL with a sentence when this workbook comes without. */
char *gate_solution_path(const struct learner *learner, const struct manifest *manifest,
                         struct error *err);

#endif
