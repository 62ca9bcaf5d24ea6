/* The model solution is shown after a pass, or to who has tried for it: one rule for `solution` and `diff`. */
#ifndef WORKBOOK_CLI_GATE_H
#define WORKBOOK_CLI_GATE_H

#include "cli/command.h"
#include "model/manifest.h"

/* Shows what is behind the gate; `model` is the path of the model solution. */
typedef bool gate_show(const struct manifest *manifest, const char *model,
                       const struct command_call *call);

/* The whole command, EXERCISE [--reveal]. `command` is its name, for the words on what to type. Where the gate
 * stays closed `out` says what is missing; that the solution was shown is recorded where it matters. */
enum cli_status gate_run(const char *command, gate_show *show, const struct command_call *call);

#endif
