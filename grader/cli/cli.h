/* The command line: `grader COMMAND ARGUMENTS…`. The only part that prints and that chooses an exit
 * status. main.c calls cli_main and does nothing else. */
#ifndef WORKBOOK_CLI_CLI_H
#define WORKBOOK_CLI_CLI_H

#include "model/grade_request.h"

enum cli_status {
    CLI_PASSED = 0, /* all that was asked for passed, or the command did what it should */
    CLI_FAILED = 1, /* some work failed */
    CLI_USAGE = 2,  /* the command line made no sense */
    CLI_BROKEN = 3, /* the grader could not do its work; never a student's fault */
};

/* `grade` judges for `check`. NULL, in a build without the grading part, makes `check` status 3. */
int cli_main(int argc, char **argv, grade_function *grade, const struct grade_sessions *sessions);

#endif
