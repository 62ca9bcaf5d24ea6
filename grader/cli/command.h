/* A command: one file, one line in the table of commands.c.
 *
 * A command builds its whole answer in `out`; cli_main writes it. It returns a status, and with
 * CLI_USAGE or CLI_BROKEN it has put one sentence into *err (with CLI_FAILED that is the verdict's
 * matter, and `out` says it).
 */
#ifndef WORKBOOK_CLI_COMMAND_H
#define WORKBOOK_CLI_COMMAND_H

#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/cli.h"
#include "model/grade_request.h"

struct command_call {
    int argc;    /* argv[0] is the command's name */
    char **argv; /* may be reordered */
    grade_function *grade;
    const struct grade_sessions *sessions; /* NULL: each grading stands by itself */
    struct text *out;
    struct error *err;
};

struct command {
    const char *name;
    const char *arguments; /* for the usage line; "" for none */
    const char *summary;   /* one line */
    const char *details;   /* what `help NAME` adds; "" for nothing */
    enum cli_status (*run)(const struct command_call *call);
};

/* The table, in the order of `help`. Static. */
const struct command *command_list(size_t *count);
const struct command *command_find(const char *name); /* NULL when there is none */

/* "unknown command 'chekc'; did you mean 'check'?" and CLI_USAGE. */
enum cli_status command_unknown(const char *name, struct error *err);

enum cli_status cmd_batch(const struct command_call *call);
enum cli_status cmd_check(const struct command_call *call);
enum cli_status cmd_completion(const struct command_call *call);
enum cli_status cmd_demo(const struct command_call *call);
enum cli_status cmd_diff(const struct command_call *call);
enum cli_status cmd_doctor(const struct command_call *call);
enum cli_status cmd_explain(const struct command_call *call);
enum cli_status cmd_gradebook(const struct command_call *call);
enum cli_status cmd_handout(const struct command_call *call);
enum cli_status cmd_help(const struct command_call *call);
enum cli_status cmd_hint(const struct command_call *call);
enum cli_status cmd_list(const struct command_call *call);
enum cli_status cmd_new(const struct command_call *call);
enum cli_status cmd_peek(const struct command_call *call);
enum cli_status cmd_policy(const struct command_call *call);
enum cli_status cmd_progress(const struct command_call *call);
enum cli_status cmd_report(const struct command_call *call);
enum cli_status cmd_reset(const struct command_call *call);
enum cli_status cmd_selftest(const struct command_call *call);
enum cli_status cmd_solution(const struct command_call *call);
enum cli_status cmd_status(const struct command_call *call); /* `grader` alone */
enum cli_status cmd_trace(const struct command_call *call);
enum cli_status cmd_version(const struct command_call *call);
enum cli_status cmd_watch(const struct command_call *call);

#endif
