/* grader: starts the command line, and gives it the functions that grade. */
#include "cli/cli.h"
#include "grade/grade.h"
#include "grade/session.h"

int main(int argc, char **argv)
{
    return cli_main(argc, argv, grade_run, &grade_sessions);
}
