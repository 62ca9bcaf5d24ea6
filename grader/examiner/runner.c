/* The program that a hidden test is: it runs the checks one after the other, each in a process of its own.
 *
 * The checks are Criterion tests and Criterion knows them, but its runner starts the program anew for each,
 * twice (BoxFort, dynamic linking): 12 ms a check, which is what a whole check takes here. Nothing in a check
 * needs a fresh program: a fork of one that has done nothing yet is as good, and takes a twentieth of it. Without
 * a session, started by hand, the program is an ordinary Criterion one: `03-attach-detach --list`.
 */
#include "examiner/check.h"
#include "examiner/place.h"
#include "protocol/environment.h"

#include <criterion/criterion.h>
#include <criterion/internal/ordered-set.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void be_check(const struct criterion_test *test, pid_t runner)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != runner) {
        _exit(EXIT_FAILURE);
    }
    check_run(test->data->data);
    fflush(NULL);
    _exit(EXIT_SUCCESS);
}

/* A check that fails has told so by a record of its own; here it is said how its process ended. */
static bool run_check(const struct criterion_test *test)
{
    pid_t runner = getpid();
    int status = 0;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        be_check(test, runner);
    }
    if (pid < 0) {
        fprintf(stderr, "%s: no process for it: %s\n", test->name, strerror(errno));
        return false;
    }
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFSIGNALED(status)) {
        fprintf(stderr, "%s: ended by signal %d\n", test->name, WTERMSIG(status));
    } else if (status != 0) {
        fprintf(stderr, "%s: ended with status %d\n", test->name, WEXITSTATUS(status));
    }
    return status == 0;
}

static bool is_asked_for(const struct criterion_test *test)
{
    const char *only = place_get(ONLY_VARIABLE);
    const struct check *check = test->data->data;
    return only[0] == '\0' || strcmp(only, check->name) == 0;
}

/* By name, as Criterion does: check.h. */
static bool run_checks(struct criterion_test_set *set)
{
    bool whole = true;
    FOREACH_SET(struct criterion_suite_set * suite, set->suites)
    {
        if (suite->tests != NULL) {
            FOREACH_SET(struct criterion_test * test, suite->tests)
            {
                whole = (!is_asked_for(test) || run_check(test)) && whole;
            }
        }
    }
    return whole;
}

/* What there is to be checked comes later: the proctor closes our input then. */
static void await_object(void)
{
    char byte;
    while (read(STDIN_FILENO, &byte, 1) < 0 && errno == EINTR) {
    }
}

static bool run_by_hand(struct criterion_test_set *set, int argc, char **argv)
{
    if (criterion_handle_args(argc, argv, true) == 0) {
        return true;
    }
    return criterion_run_all_tests(set) != 0;
}

int main(int argc, char **argv)
{
    struct criterion_test_set *set = criterion_initialize();
    bool by_hand = getenv(SESSION_VARIABLE) == NULL;
    if (!by_hand) {
        await_object();
    }
    bool whole = by_hand ? run_by_hand(set, argc, argv) : run_checks(set);
    criterion_finalize(set);
    return whole ? EXIT_SUCCESS : EXIT_FAILURE;
}
