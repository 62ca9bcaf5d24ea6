/* check --races-demo: the races stage on programs whose mistake is known, docs/races/NN-name/NAME.c. */
#ifndef WORKBOOK_CLI_RACES_DEMO_H
#define WORKBOOK_CLI_RACES_DEMO_H

#include "cli/command.h"
#include "model/grade_request.h"

/* For the exercises of the request, of which one at least has such programs. Their findings are told, and are nobody's
 * failure: CLI_PASSED when each of them was found. */
enum cli_status races_demo_run(const struct command_call *call, const struct grade_request *request,
                               const char *color);

#endif
