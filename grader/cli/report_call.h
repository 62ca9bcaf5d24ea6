/* What the kinds of `grader report` share: the command line, and where the words go. */
#ifndef WORKBOOK_CLI_REPORT_CALL_H
#define WORKBOOK_CLI_REPORT_CALL_H

#include <stdint.h>

#include "cli/command.h"

struct report_options {
    const char *format;
    const char *output;
    const char *dir;
    const char *student;
    const char *gradebook;
    const char *policy;
    const char *exercise;
    uint64_t least_percent;
    uint64_t most_pairs;
};

struct report_call {
    const struct command_call *call;
    const struct report_options *options;
    const char *input; /* the operand behind the kind of report; NULL: there is none */
    struct text *out;
};

bool report_is_format(const struct report_call *report, const char *name);

/* Of the gradebook (report_gradebook.c). */
enum cli_status report_gradebook_class(const struct report_call *report);
enum cli_status report_gradebook_student(const struct report_call *report);

/* A page for each student, in the folder --output. */
enum cli_status report_gradebook_students(const struct report_call *report);

#endif
