#include "watch/watch.h"

#include <errno.h>
#include <poll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "watch/terminal.h"
#include "watch/watch_private.h"

/* Places in the array that is polled. */
enum {
    POLL_KEYS,
    POLL_SIGNALS,
    POLL_NEWS,
    POLL_PICTURES,
    POLL_CLOCK,
    POLL_SAVES,
    POLL_EDITORS = POLL_SAVES + SAVES_DESCRIPTORS,
    POLL_COUNT = POLL_EDITORS + EDITORS_MAX
};

/* --- news --- */

static void take_saves(struct watch_loop *loop)
{
    struct saves_news news = saves_take(&loop->saves);
    if (news.gone) {
        watch_model_gone(&loop->model);
    } else if (news.saved) {
        watch_model_saved(&loop->model);
    }
}

static void record(struct watch_loop *loop, const struct verdict *verdict)
{
    const struct watch_plan *plan = loop->plan;
    struct error err;
    if (plan->record_verdict != NULL && !plan->record_verdict(plan->context, verdict, &err)) {
        watch_model_note(&loop->model, TONE_WARN, "%s", err.message);
    }
}

static void take_one(struct watch_loop *loop, const struct errand_news *news)
{
    struct watch_model *model = &loop->model;
    switch (news->kind) {
    case ERRAND_FACT:
        watch_model_fact(model, news->serial, news->check, news->passed);
        break;
    case ERRAND_PREVIEW:
        watch_model_preview(model, news->serial, news->verdict);
        break;
    case ERRAND_VERDICT:
        if (news->serial == model->serial) {
            record(loop, news->verdict);
        }
        watch_model_verdict(model, news->serial, news->verdict);
        break;
    case ERRAND_TROUBLE:
        watch_model_trouble(model, news->serial, news->err.message);
        break;
    case ERRAND_PICTURE:
        watch_picture_destroy(news->picture); /* comes from the recorder alone */
        break;
    }
}

static void take_news(struct watch_loop *loop)
{
    struct errand_news news;
    while (errand_take(&loop->errand, &news)) {
        take_one(loop, &news);
    }
}

static void take_pictures(struct watch_loop *loop)
{
    struct errand_news news;
    while (errand_take(&loop->recorder, &news)) {
        if (news.kind == ERRAND_PICTURE) {
            watch_model_picture(&loop->model, news.serial, news.picture);
        } else if (news.kind == ERRAND_TROUBLE) {
            watch_model_no_picture(&loop->model, news.serial, news.err.message);
        }
    }
}

static void take_tick(struct watch_loop *loop)
{
    uint64_t ticks;
    if (read(loop->clock, &ticks, sizeof ticks) == (ssize_t)sizeof ticks) {
        watch_model_tick(&loop->model);
    }
}

static void take_editors(struct watch_loop *loop)
{
    struct error err;
    if (!editors_reap(&loop->editors, &err)) {
        watch_model_note(&loop->model, TONE_WARN, "%s", err.message);
    }
}

/* --- the loop --- */

/* The clock runs while steps follow each other by themselves, from the moment that they were told to. */
static void set_clock(struct watch_loop *loop)
{
    const struct timespec pace = {.tv_sec = VIEWER_PACE_MS / 1000,
                                  .tv_nsec = VIEWER_PACE_MS % 1000 * 1000000L};
    const struct itimerspec on = {.it_interval = pace, .it_value = pace};
    const struct itimerspec off = {0};
    bool wanted = watch_model_is_playing(&loop->model);
    if (wanted != loop->is_ticking) {
        loop->is_ticking = wanted;
        (void)timerfd_settime(loop->clock, 0, wanted ? &on : &off, NULL);
    }
}

static bool wait_for_events(struct watch_loop *loop, struct pollfd wanted[POLL_COUNT])
{
    int saves[SAVES_DESCRIPTORS];
    saves_descriptors(&loop->saves, saves);
    wanted[POLL_KEYS].fd = STDIN_FILENO;
    wanted[POLL_SIGNALS].fd = loop->signals;
    wanted[POLL_NEWS].fd = loop->errand.events;
    wanted[POLL_PICTURES].fd = loop->recorder.events;
    wanted[POLL_CLOCK].fd = loop->clock;
    for (int i = 0; i < SAVES_DESCRIPTORS; i++) {
        wanted[POLL_SAVES + i].fd = saves[i];
    }
    for (int i = 0; i < EDITORS_MAX; i++) {
        wanted[POLL_EDITORS + i].fd = loop->editors.items[i].pidfd;
    }
    for (int i = 0; i < POLL_COUNT; i++) {
        wanted[i].events = POLLIN;
        wanted[i].revents = 0;
    }
    return poll(wanted, POLL_COUNT, -1) >= 0 || errno == EINTR;
}

static bool any_of(const struct pollfd *wanted, int first, int count)
{
    for (int i = first; i < first + count; i++) {
        if (wanted[i].revents != 0) {
            return true;
        }
    }
    return false;
}

static void take_events(struct watch_loop *loop, const struct pollfd *wanted)
{
    if (wanted[POLL_SIGNALS].revents != 0) {
        watch_signals_take(loop);
    }
    if (wanted[POLL_NEWS].revents != 0) {
        take_news(loop);
    }
    if (wanted[POLL_PICTURES].revents != 0) {
        take_pictures(loop);
    }
    if (wanted[POLL_CLOCK].revents != 0) {
        take_tick(loop);
    }
    if (any_of(wanted, POLL_SAVES, SAVES_DESCRIPTORS)) {
        take_saves(loop);
    }
    if (any_of(wanted, POLL_EDITORS, EDITORS_MAX)) {
        take_editors(loop);
    }
    /* Part of a key's sequence is no key yet; what has hung up has no more of them. */
    if (wanted[POLL_KEYS].revents != 0 && !face_take_keys(&loop->face, &loop->model) &&
        (loop->plan->plain || (wanted[POLL_KEYS].revents & (POLLHUP | POLLERR)) != 0)) {
        loop->over = true;
    }
}

static bool go_round(struct watch_loop *loop, struct error *err)
{
    struct pollfd wanted[POLL_COUNT];
    while (!loop->over) {
        watch_fulfil(loop);
        if (loop->over) {
            break;
        }
        if (!face_show(&loop->face, &loop->model, loop->afresh)) {
            /* Whoever read along has gone: nobody watches any more. */
            return errno == EPIPE || error_set_errno(err, "cannot write to standard output");
        }
        loop->afresh = false;
        set_clock(loop);
        if (!wait_for_events(loop, wanted)) {
            return error_set_errno(err, "cannot wait for events");
        }
        take_events(loop, wanted);
    }
    return true;
}

static void remember_passes(struct watch_loop *loop)
{
    const struct watch_plan *plan = loop->plan;
    for (size_t i = 0; plan->has_passed != NULL && i < plan->count; i++) {
        loop->model.records[i].passed = plan->has_passed(plan->context, plan->exercises[i]);
    }
}

/* With the signals taken over, and the loop's other parts set up. */
static bool run(struct watch_loop *loop, struct error *err)
{
    const struct watch_plan *plan = loop->plan;
    if (!errand_init(&loop->errand, plan->grade, plan->sessions, &plan->request, err)) {
        return false;
    }
    bool done = errand_init(&loop->recorder, plan->grade, NULL, &plan->request, err);
    if (done) {
        done = face_open(&loop->face, &plan->style, plan->plain, err) && go_round(loop, err);
        face_close(&loop->face);
        errand_finish(&loop->recorder);
    }
    errand_finish(&loop->errand);
    return done;
}

bool watch_run(const struct watch_plan *plan, int *ended_by, struct error *err)
{
    struct watch_loop loop = {.plan = plan, .signals = -1};
    AUTO_CLOSE int clock = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (clock < 0) {
        return error_set_errno(err, "cannot make a clock");
    }
    loop.clock = clock;
    if (!saves_init(&loop.saves, plan->always_poll, err)) {
        return false;
    }
    editors_init(&loop.editors);
    watch_model_init(&loop.model, plan->exercises, plan->count, plan->first);
    remember_passes(&loop);
    bool done = watch_signals_begin(&loop, err) && run(&loop, err);
    watch_signals_end(&loop);
    editors_finish(&loop.editors);
    watch_model_finish(&loop.model);
    saves_finish(&loop.saves);
    *ended_by = loop.ended_by;
    return done;
}

bool watch_can_draw(void)
{
    return isatty(STDIN_FILENO) == 1 && terminal_can_draw(STDOUT_FILENO);
}
