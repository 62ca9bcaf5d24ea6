/* The main program of every unit test: each Criterion test in a fork of it.
 *
 *     unit_NAME [PATTERN]    all tests, or those whose "suite/test" the pattern fits, as fnmatch(3) has it
 *
 * Criterion registers the tests and words its assertions. Its runner would start the program anew for each test: 25 ms,
 * and 100 under the sanitizers, most of it dynamic linking. A fork of a program that has done nothing yet is as good,
 * leaves no socket in /tmp when it is killed, and ends through exit(3), where LeakSanitizer looks: what a test loses
 * fails it, while Criterion's runner does not ask how a test that passed ended. The hidden tests are run likewise, for
 * the same reasons: docs/adr/0006.
 *
 * A test passes when no assertion of it failed and it ended as it says: without a signal and with status 0, or with
 * its `.signal` or `.exit_code`. `.timeout` is in seconds of the wall clock.
 */
#include <criterion/criterion.h>
#include <criterion/internal/ordered-set.h>
#include <criterion/internal/parameterized.h>
#include <criterion/new/assert.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* One run: of a test with parameters there is one for each of them. */
struct run {
    const struct criterion_suite *suite;
    const struct criterion_test *test;
    void *parameter;
    char name[256];
};

struct tally {
    const char *pattern;
    size_t runs, failures;
};

/* --- In the test's process: what the macros of assertions call ----------------------------------- */

/* The macros pass no argument that could carry these. One test runs in a process, so there is one of each. */
static struct {
    const struct run *run;
    int output; /* a test may have redirected its standard error */
    volatile sig_atomic_t failed;
    sigjmp_buf end;
} current = {.output = STDERR_FILENO};

static void say_failure(const char *file, size_t line, const char *message)
{
    current.failed = 1;
    dprintf(current.output, "%s:%zu: %s: %s\n", file, line, current.run->name, message);
}

/* These take the place of Criterion's own, which speak to its runner through a socket. */
void criterion_send_assert(struct criterion_assert_stats *stats)
{
    if (!stats->passed) {
        say_failure(stats->file, stats->line, stats->message);
    }
}

void cri_assert_node_send(const char *file, size_t line, struct cri_assert_node *tree)
{
    const char *expression = tree->repr;
    for (uint32_t i = 0; i < tree->nchild && expression == NULL; i++) {
        expression = tree->children[i].repr;
    }
    say_failure(file, line, expression != NULL ? expression : "an assertion failed");
    if (tree->message != NULL) {
        say_failure(file, line, tree->message);
    }
}

void criterion_abort_test(void)
{
    siglongjmp(current.end, 1);
}

void criterion_continue_test(void)
{
}

static void call_both(void (*first)(void), void (*second)(void))
{
    if (sigsetjmp(current.end, 0) == 0) {
        if (first != NULL) {
            first();
        }
        if (second != NULL) {
            second();
        }
    }
}

/* Each test is wrapped in a function that calls these three. The fixtures of the suite are around those of the test. */
void criterion_internal_test_setup(void)
{
    const struct criterion_test_extra_data *suite = current.run->suite->data;
    call_both(suite != NULL ? suite->init : NULL, current.run->test->data->init);
}

void criterion_internal_test_main(void (*test)(void))
{
    if (current.failed || sigsetjmp(current.end, 0) != 0) {
        return;
    }
    if (current.run->test->data->kind_ == CR_TEST_PARAMETERIZED) {
        ((void (*)(void *))test)(current.run->parameter);
    } else {
        test();
    }
}

void criterion_internal_test_teardown(void)
{
    const struct criterion_test_extra_data *suite = current.run->suite->data;
    call_both(current.run->test->data->fini, suite != NULL ? suite->fini : NULL);
}

/* What was made is put away after a failure too; what a failed test lost is not worth a word. */
static _Noreturn void be_test(const struct run *run, pid_t runner)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != runner) {
        _exit(EXIT_FAILURE);
    }
    current.run = run;
    run->test->test();
    if (current.failed) {
        fflush(NULL);
        _exit(EXIT_FAILURE);
    }
    exit(EXIT_SUCCESS);
}

/* --- In the runner ------------------------------------------------------------------------------- */

static int find_timeout_ms(const struct run *run)
{
    double seconds = run->test->data->timeout;
    if (seconds <= 0 && run->suite->data != NULL) {
        seconds = run->suite->data->timeout;
    }
    return seconds > 0 ? (int)(seconds * 1000) : -1;
}

/* False when the time was over: it is killed then. Its status in either case. */
static bool await_end(pid_t pid, int timeout_ms, int *status)
{
    int handle = pidfd_open(pid, 0);
    struct pollfd poll_for = {.fd = handle, .events = POLLIN};
    bool in_time = handle < 0 || poll(&poll_for, 1, timeout_ms) != 0;
    if (!in_time) {
        kill(pid, SIGKILL);
    }
    if (handle >= 0) {
        close(handle);
    }
    while (waitpid(pid, status, 0) < 0 && errno == EINTR) {
    }
    return in_time;
}

static bool ended_as_it_says(const struct run *run, int status)
{
    const struct criterion_test_extra_data *data = run->test->data;
    if (WIFSIGNALED(status)) {
        if (WTERMSIG(status) == data->signal) {
            return true;
        }
        fprintf(stderr, "%s: ended by signal %d\n", run->name, WTERMSIG(status));
    } else if (data->signal != 0) {
        fprintf(stderr, "%s: not ended by signal %d\n", run->name, data->signal);
    } else if (WEXITSTATUS(status) != data->exit_code) {
        fprintf(stderr, "%s: ended with status %d\n", run->name, WEXITSTATUS(status));
    } else {
        return true;
    }
    return false;
}

static bool passes(const struct run *run)
{
    pid_t runner = getpid();
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        be_test(run, runner);
    }
    if (pid < 0) {
        fprintf(stderr, "%s: no process for it: %s\n", run->name, strerror(errno));
        return false;
    }
    int status = 0;
    if (!await_end(pid, find_timeout_ms(run), &status)) {
        fprintf(stderr, "%s: not within its %d ms\n", run->name, find_timeout_ms(run));
        return false;
    }
    return ended_as_it_says(run, status);
}

static void count_run(struct tally *tally, const struct run *run)
{
    if (fnmatch(tally->pattern, run->name, 0) == 0) {
        tally->runs++;
        tally->failures += !passes(run);
    }
}

static void run_with_parameters(struct tally *tally, struct run run)
{
    struct criterion_test_params parameters = run.test->data->param_();
    size_t end = strlen(run.name);
    for (size_t i = 0; i < parameters.length; i++) {
        snprintf(run.name + end, sizeof run.name - end, "/%zu", i);
        run.parameter = (char *)parameters.params + i * parameters.size;
        count_run(tally, &run);
    }
    if (parameters.cleanup != NULL) {
        parameters.cleanup(&parameters);
    }
}

static void run_test(struct tally *tally, const struct criterion_suite *suite,
                     const struct criterion_test *test)
{
    struct run run = {.suite = suite, .test = test};
    snprintf(run.name, sizeof run.name, "%s/%s", suite->name, test->name);
    if (test->data->kind_ == CR_TEST_PARAMETERIZED) {
        run_with_parameters(tally, run);
    } else {
        count_run(tally, &run);
    }
}

static void run_tests(struct tally *tally, struct criterion_test_set *set)
{
    FOREACH_SET(struct criterion_suite_set * suite, set->suites)
    {
        if (suite->tests != NULL) {
            FOREACH_SET(struct criterion_test * test, suite->tests)
            {
                run_test(tally, &suite->suite, test);
            }
        }
    }
}

int main(int argc, char **argv)
{
    enum { OUTPUT_FROM = 100 };
    struct criterion_test_set *set = criterion_initialize();
    struct tally tally = {.pattern = argc > 1 ? argv[1] : "*"};
    current.output = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, OUTPUT_FROM);
    run_tests(&tally, set);
    criterion_finalize(set);
    printf("%zu tests, %zu failed\n", tally.runs, tally.failures);
    return tally.runs > 0 && tally.failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
