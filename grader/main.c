/* grader: starts the command line, and gives it the function that grades. */
#include "cli/cli.h"
#include "grade/grade.h"

int main(int argc, char **argv)
{
    return cli_main(argc, argv, grade_run);
}
