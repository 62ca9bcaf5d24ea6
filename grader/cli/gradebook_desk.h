/* What the actions of `grader gradebook` share: the command line, the gradebook, the policy. */
#ifndef WORKBOOK_CLI_GRADEBOOK_DESK_H
#define WORKBOOK_CLI_GRADEBOOK_DESK_H

#include "cli/command.h"
#include "gradebook/class.h"

struct gradebook_options {
    const char *gradebook; /* NULL: gradebook_default_path() */
    const char
        *policy; /* NULL: policy.cfg beside the gradebook, or the defaults when there is none */
    const char *format; /* NULL: the action's first */
    const char *output; /* NULL: standard output */
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

struct gradebook_desk {
    struct gradebook *gradebook;
    struct policy policy;
    char *policy_path; /* NULL: the defaults */
};

#define AUTO_DESK AUTO(gradebook_desk_finish)

bool gradebook_desk_open(struct gradebook_desk *desk, const struct gradebook_options *options,
                         enum gradebook_access access, struct error *err);
void gradebook_desk_finish(struct gradebook_desk *desk);

/* "2026-11-20 23:59:00 +0100", in local time; "unknown" below 0. */
void gradebook_append_time(struct text *out, int64_t time_ms);

/* "12.5 of 16". */
void gradebook_append_score(struct text *out, const struct score *score);

enum cli_status gradebook_show(const struct gradebook_call *gradebook);
enum cli_status gradebook_export(const struct gradebook_call *gradebook);
enum cli_status gradebook_regrade(const struct gradebook_call *gradebook);
enum cli_status gradebook_override(const struct gradebook_call *gradebook);
enum cli_status gradebook_note(const struct gradebook_call *gradebook);
enum cli_status gradebook_stats(const struct gradebook_call *gradebook);
enum cli_status gradebook_policy(const struct gradebook_call *gradebook);

#endif
