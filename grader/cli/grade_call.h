/* Grading from a command, and what a signal does to it. */
#ifndef WORKBOOK_CLI_GRADE_CALL_H
#define WORKBOOK_CLI_GRADE_CALL_H

#include <stdbool.h>

#include "cli/command.h"
#include "cli/live.h"
#include "model/grade_request.h"

/* Has the request graded, and takes the line on the terminal back. A signal that asks for an end (cli/stop_signals.h)
 * calls the grading off: what it has made is removed, and then the program dies of that signal. False with the
 * call's sentence. */
bool grade_call(const struct command_call *call, const struct grade_request *request,
                struct live *live, struct verdict **verdict);

#endif
