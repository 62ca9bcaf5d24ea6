#include "watch/errand.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <stdatomic.h>

#include "watch_fixture.h"

enum { DEADLINE_MS = 20000 };

/* A grader of straw: gives a preview, waits to be let go or called off, then passes. */
static struct {
    atomic_uint running, most, started, called_off;
    struct cancel go;
} straw;

static size_t index_of(const struct manifest *manifest)
{
    size_t index = 0;
    while (fixture_exercises()[index] != manifest) {
        index++;
    }
    return index;
}

static bool grade_of_straw(const struct grade_request *request, struct verdict **verdict,
                           struct error *err)
{
    unsigned now = atomic_fetch_add(&straw.running, 1) + 1;
    if (now > atomic_load(&straw.most)) {
        atomic_store(&straw.most, now);
    }
    atomic_fetch_add(&straw.started, 1);
    size_t index = index_of(request->exercises[0]);
    if (request->on_preview != NULL) {
        request->on_preview(request->context, fixture_preview_pass(index));
    }
    struct pollfd wanted[] = {{.fd = straw.go.fd, .events = POLLIN},
                              {.fd = request->cancel->fd, .events = POLLIN}};
    cr_assert_gt(poll(wanted, 2, DEADLINE_MS), 0);
    bool off = cancel_is_raised(request->cancel);
    atomic_fetch_sub(&straw.running, 1);
    if (off) {
        atomic_fetch_add(&straw.called_off, 1);
        return error_set(err, "called off");
    }
    *verdict = fixture_pass(index);
    return true;
}

static struct errand errand;

static void prepare(void)
{
    struct error err;
    struct grade_request request = {0};
    cr_assert(cancel_init(&straw.go, &err));
    cr_assert(errand_init(&errand, grade_of_straw, NULL, &request, &err));
}

static void finish(void)
{
    errand_finish(&errand);
    cancel_finish(&straw.go);
}

TestSuite(errand, .init = prepare, .fini = finish);

static void start(size_t exercise, uint64_t serial)
{
    struct error err;
    const struct errand_task task = {.manifest = fixture_exercises()[exercise], .serial = serial};
    cr_assert(errand_start(&errand, &task, &err));
}

static struct errand_news wait_for_news(void)
{
    struct errand_news news;
    struct pollfd wanted = {.fd = errand.events, .events = POLLIN};
    while (!errand_take(&errand, &news)) {
        cr_assert_gt(poll(&wanted, 1, DEADLINE_MS), 0, "no news");
    }
    return news;
}

/* News of the serial number wanted; older ones are thrown away. */
static struct errand_news wait_for(uint64_t serial, enum errand_kind kind)
{
    for (;;) {
        struct errand_news news = wait_for_news();
        if (news.serial == serial && news.kind == kind) {
            return news;
        }
        cr_assert_leq(news.serial, serial);
        verdict_destroy(news.verdict);
    }
}

Test(errand, brings_a_preview_and_then_the_verdict)
{
    start(1, 7);
    struct errand_news news = wait_for_news();
    cr_assert_eq(news.kind, ERRAND_PREVIEW);
    cr_assert_eq(news.serial, 7);
    verdict_destroy(news.verdict);
    cancel_raise(&straw.go);
    news = wait_for_news();
    cr_assert_eq(news.kind, ERRAND_VERDICT);
    cr_assert_eq(news.verdict->status, STATUS_PASS);
    verdict_destroy(news.verdict);
}

Test(errand, the_next_one_calls_off_the_one_under_way)
{
    start(0, 1);
    verdict_destroy(wait_for(1, ERRAND_PREVIEW).verdict);
    start(2, 2);
    struct errand_news news = wait_for(2, ERRAND_PREVIEW);
    cr_assert_str_eq(news.verdict->exercises[0]->name, "ring-buffer");
    verdict_destroy(news.verdict);
    cr_assert_eq(atomic_load(&straw.called_off), 1);
    cr_assert_eq(atomic_load(&straw.most), 1, "two never run at the same time");
}

Test(errand, of_many_in_a_row_the_last_one_is_graded)
{
    for (uint64_t serial = 1; serial <= 50; serial++) {
        start(serial % FIXTURE_EXERCISES, serial);
    }
    cancel_raise(&straw.go);
    struct errand_news news = wait_for(50, ERRAND_VERDICT);
    cr_assert_not_null(news.verdict);
    verdict_destroy(news.verdict);
    cr_assert_eq(atomic_load(&straw.most), 1);
    cr_assert_lt(atomic_load(&straw.started), 50, "what nobody waits for is not begun");
}

Test(errand, called_off_it_ends_without_a_word)
{
    start(1, 1);
    verdict_destroy(wait_for(1, ERRAND_PREVIEW).verdict);
    errand_stop(&errand);
    struct errand_news news;
    cr_assert_not(errand_take(&errand, &news));
    cr_assert_eq(atomic_load(&straw.running), 0);
    start(1, 2);
    verdict_destroy(wait_for(2, ERRAND_PREVIEW).verdict);
}

Test(errand, finished_under_way_it_leaves_nothing)
{
    start(1, 1);
    start(2, 2);
}

static void start_recording(uint64_t serial)
{
    struct error err;
    const struct manifest *manifest = fixture_exercises()[1];
    const struct errand_task task = {
        .manifest = manifest, .check = &manifest->checks[2], .serial = serial};
    cr_assert(errand_start(&errand, &task, &err));
}

Test(errand, a_recording_asks_for_one_check_and_brings_a_picture)
{
    start_recording(3);
    cr_assert_str_eq(errand.request.only_check, "flag-last");
    cr_assert_eq(errand.request.recording, RECORD_SNAPSHOTS);
    cancel_raise(&straw.go);
    struct errand_news news = wait_for(3, ERRAND_PICTURE);
    cr_assert_null(news.verdict);
    cr_assert_eq(news.picture->verdict->status, STATUS_PASS);
    watch_picture_destroy(news.picture);
}

Test(errand, a_recording_that_is_called_off_leaves_nothing)
{
    start_recording(1);
    start_recording(2);
    errand_stop(&errand);
    cr_assert_null(errand.picture);
}
