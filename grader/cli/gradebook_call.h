/* What the actions of `grader gradebook` share: the command line. */
#ifndef WORKBOOK_CLI_GRADEBOOK_CALL_H
#define WORKBOOK_CLI_GRADEBOOK_CALL_H

#include <stdbool.h>

#include "cli/command.h"

struct gradebook_options {
    const char *gradebook; /* NULL: gradebook_default_path() */
    const char *policy;    /* NULL: see gradebook_desk_open */
    const char *format;    /* NULL: the action's first */
    const char *output;    /* NULL: standard output */
    const char *title;
    const char *assignment_id;
    const char *user;
    const char *by;
    const char *why;
    const char *color;
    bool trace;
    bool fast;
};

/* One action, ready to run. */
struct gradebook_call {
    const struct command_call *call;
    const struct gradebook_options *options;
    char **operands; /* behind the action's name */
    int operand_count;
};

enum cli_status gradebook_show(const struct gradebook_call *gradebook);
enum cli_status gradebook_export(const struct gradebook_call *gradebook);
enum cli_status gradebook_regrade(const struct gradebook_call *gradebook);
enum cli_status gradebook_override(const struct gradebook_call *gradebook);
enum cli_status gradebook_note(const struct gradebook_call *gradebook);
enum cli_status gradebook_stats(const struct gradebook_call *gradebook);
enum cli_status gradebook_policy(const struct gradebook_call *gradebook);

#endif
