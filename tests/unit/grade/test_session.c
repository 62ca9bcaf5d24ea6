/* Sessions: whatever stood ready, was taken away or came between, the verdict is the one that a grading
 * without a session gives. Real gradings, in the sandbox that the machine has. */
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/process.h"
#include "grade/grade.h"
#include "grade/session.h"
#include "model/catalogue.h"
#include "model/layout.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { READY_MS = 60000, STANDING_READY = 2 /* compiler and room of the native pass */ };

static struct layout layout;
static struct catalogue *catalogue;
static const struct manifest *exercise;
static struct grade_request request;

static const char cut[] = "#include \"ftok_keys.h\"\nint main(void)\n{\n    return (int)";

static void set_up(void)
{
    struct error err;
    cr_assert(layout_find(&layout, &err), "%s", err.message);
    cr_assert(catalogue_load(layout.root, &catalogue, &err), "%s", err.message);
    exercise = catalogue->exercises[0];
    request = (struct grade_request){.layout = &layout,
                                     .exercises = &exercise,
                                     .exercise_count = 1,
                                     .submission = SUBMISSION_SOLUTIONS,
                                     .fast = true};
}

static void tear_down(void)
{
    catalogue_destroy(catalogue);
    layout_finish(&layout);
}

TestSuite(session, .init = set_up, .fini = tear_down, .timeout = 300);

struct children {
    pid_t pids[16];
    size_t count;
};

static void note_child(pid_t child, void *context)
{
    struct children *children = context;
    if (children->count < sizeof children->pids / sizeof children->pids[0]) {
        children->pids[children->count++] = child;
    }
}

static void note_children(pid_t pid, pid_t thread, void *context)
{
    process_each_child(pid, thread, note_child, context);
}

/* Of all threads. */
static struct children children_now(void)
{
    struct children children = {0};
    process_each_thread(getpid(), note_children, &children);
    return children;
}

/* No event tells of it: a look at /proc each few milliseconds. */
static void await_children(size_t count)
{
    long begin_ms = clock_now_ms();
    while (children_now().count != count) {
        cr_assert(clock_now_ms() - begin_ms < READY_MS, "%zu children instead of %zu",
                  children_now().count, count);
        poll(NULL, 0, 5);
    }
}

static struct grade_session *open_session(void)
{
    struct error err;
    struct grade_session *session = NULL;
    cr_assert(grade_session_create(&request, &session, &err), "%s", err.message);
    request.session = session;
    grade_session_prepare(session, &request);
    return session;
}

static enum status grade(void)
{
    struct error err;
    AUTO_VERDICT struct verdict *verdict = NULL;
    cr_assert(grade_run(&request, &verdict, &err), "%s", err.message);
    return verdict->status;
}

static enum status grade_text(const char *text)
{
    request.submission = text != NULL ? SUBMISSION_TEXT : SUBMISSION_SOLUTIONS;
    request.text = text;
    return grade();
}

static bool has_rooms(void)
{
    struct error err;
    AUTO_VERDICT struct verdict *verdict = NULL;
    cr_assert(grade_run(&request, &verdict, &err), "%s", err.message);
    return strcmp(verdict->environment.sandbox, "full") == 0;
}

Test(session, gives_the_same_verdict_again_and_again)
{
    struct grade_session *session = open_session();
    for (int i = 0; i < 3; i++) {
        cr_expect_eq(grade_text(NULL), STATUS_PASS);
        cr_expect_eq(grade_text("int nothing;\n"), STATUS_FAIL);
        cr_expect_eq(grade_text(cut), STATUS_FAIL, "a file that ends in the middle");
    }
    grade_session_destroy(session);
    cr_expect_eq(children_now().count, 0);
}

Test(session, replaces_what_was_killed_while_it_waited)
{
    if (!has_rooms()) {
        return; /* nothing stands ready in reduced mode: there is nothing to kill */
    }
    struct grade_session *session = open_session();
    await_children(STANDING_READY);
    struct children waiting = children_now();
    for (size_t i = 0; i < waiting.count; i++) {
        kill(waiting.pids[i], SIGTERM); /* each is a keeper (sandbox/keeper.h) */
    }
    cr_expect_eq(grade_text(NULL), STATUS_PASS);
    await_children(STANDING_READY);
    cr_expect_eq(grade_text(NULL), STATUS_PASS);
    grade_session_destroy(session);
    cr_expect_eq(children_now().count, 0);
}

Test(session, serves_a_request_that_it_did_not_expect)
{
    struct grade_session *session = open_session();
    exercise = catalogue->exercises[1];
    request.seed = 7;
    cr_expect_eq(grade_text(NULL), STATUS_PASS);
    grade_session_destroy(session);
    cr_expect_eq(children_now().count, 0);
}

static unsigned news_of_checks, news_of_builds;

static void count_news(void *context, const struct grade_news *news)
{
    (void)context;
    *(news->check == NULL ? &news_of_builds : &news_of_checks) += 1;
}

Test(session, tells_the_build_and_each_check)
{
    struct grade_session *session = open_session();
    unsigned behaviour = 0;
    for (size_t i = 0; i < exercise->check_count; i++) {
        behaviour += exercise->checks[i].stage == STAGE_BEHAVIOUR;
    }
    request.on_news = count_news;
    cr_expect_eq(grade_text(NULL), STATUS_PASS);
    cr_expect_eq(news_of_builds, 1);
    cr_expect_eq(news_of_checks, behaviour);
    grade_session_destroy(session);
}
