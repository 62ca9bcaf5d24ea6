#include "watch/errand.h"

#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/memory.h"

bool errand_init(struct errand *errand, grade_function *grade,
                 const struct grade_sessions *sessions, const struct grade_request *request,
                 struct error *err)
{
    *errand = (struct errand){.grade = grade,
                              .request = *request,
                              .sessions = sessions,
                              .cancel = {.fd = -1},
                              .lock = PTHREAD_MUTEX_INITIALIZER};
    errand->events = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (errand->events < 0) {
        return error_set_errno(err, "cannot make an event descriptor");
    }
    if (sessions != NULL && !sessions->create(request, &errand->request.session, err)) {
        errand_finish(errand);
        return false;
    }
    return true;
}

static void add_news(struct errand *errand, const struct errand_news *news)
{
    pthread_mutex_lock(&errand->lock);
    *memory_append(&errand->news, &errand->news_count) = *news;
    pthread_mutex_unlock(&errand->lock);
    (void)eventfd_write(errand->events, 1);
}

static void take_preview(void *context, struct verdict *preview)
{
    struct errand *errand = context;
    add_news(errand, &(struct errand_news){.serial = errand->task.serial,
                                           .kind = ERRAND_PREVIEW,
                                           .verdict = preview});
}

static void take_fact(void *context, const struct grade_news *fact)
{
    struct errand *errand = context;
    struct errand_news news = {
        .serial = errand->task.serial, .kind = ERRAND_FACT, .passed = fact->passed};
    if (fact->check != NULL) {
        news.check = manifest_find_check(fact->exercise, fact->check);
        if (news.check == NULL) {
            return; /* a test without an entry in the manifest: the style test finds it */
        }
    }
    add_news(errand, &news);
}

static void hand_over_picture(struct errand *errand, struct errand_news *news)
{
    news->kind = ERRAND_PICTURE;
    news->picture = errand->picture;
    news->picture->verdict = news->verdict;
    news->verdict = NULL;
    errand->picture = NULL;
}

static void *run(void *context)
{
    struct errand *errand = context;
    struct errand_news news = {.serial = errand->task.serial, .kind = ERRAND_VERDICT};
    if (!errand->grade(&errand->request, &news.verdict, &news.err)) {
        news.kind = ERRAND_TROUBLE;
        news.verdict = NULL;
    } else if (errand->picture != NULL) {
        hand_over_picture(errand, &news);
    }
    if (news.kind != ERRAND_TROUBLE || !cancel_is_raised(&errand->cancel)) {
        add_news(errand, &news);
    }
    pthread_mutex_lock(&errand->lock);
    errand->ended = true;
    pthread_mutex_unlock(&errand->lock);
    (void)eventfd_write(errand->events, 1);
    return NULL;
}

/* What the pattern leaves open, for a grading. */
static void ask_for_grading(struct errand *errand)
{
    struct grade_request *request = &errand->request;
    request->exercises = &errand->task.manifest;
    request->exercise_count = 1;
    request->cancel = &errand->cancel;
    request->on_preview = take_preview;
    request->on_news = take_fact;
    request->context = errand;
}

/* Of one check natively, with no news but the picture. */
static void ask_for_recording(struct errand *errand)
{
    struct grade_request *request = &errand->request;
    errand->picture = watch_picture_create();
    request->exercises = &errand->task.manifest;
    request->exercise_count = 1;
    request->cancel = &errand->cancel;
    request->fast = true;
    request->only_check = errand->task.check->id;
    request->recording = RECORD_SNAPSHOTS;
    request->timeline = &errand->picture->timeline;
    request->structure = errand->task.manifest->peek.structure;
    request->shape = &errand->picture->shape;
}

/* What is under way has ended. */
static void release(struct errand *errand)
{
    watch_picture_destroy(errand->picture);
    errand->picture = NULL;
    cancel_finish(&errand->cancel);
}

static bool begin(struct errand *errand, const struct errand_task *task, struct error *err)
{
    if (!cancel_init(&errand->cancel, err)) {
        return false;
    }
    errand->task = *task;
    errand->ended = false;
    if (task->check != NULL) {
        ask_for_recording(errand);
    } else {
        ask_for_grading(errand);
    }
    int error = pthread_create(&errand->thread, NULL, run, errand);
    if (error != 0) {
        release(errand);
        return error_set(err, "cannot start a thread: %s", strerror(error));
    }
    errand->running = true;
    return true;
}

static void join(struct errand *errand)
{
    pthread_join(errand->thread, NULL);
    release(errand);
    errand->running = false;
}

void errand_call_off(struct errand *errand)
{
    errand->next = (struct errand_task){0};
    if (errand->running) {
        cancel_raise(&errand->cancel);
    }
}

bool errand_start(struct errand *errand, const struct errand_task *task, struct error *err)
{
    errand_call_off(errand);
    if (!errand->running) {
        return begin(errand, task, err);
    }
    errand->next = *task;
    return true;
}

static bool has_ended(struct errand *errand)
{
    pthread_mutex_lock(&errand->lock);
    bool ended = errand->ended;
    pthread_mutex_unlock(&errand->lock);
    return ended;
}

static void begin_next(struct errand *errand)
{
    struct error err;
    const struct errand_task next = errand->next;
    errand->next = (struct errand_task){0};
    if (next.manifest != NULL && !begin(errand, &next, &err)) {
        add_news(errand,
                 &(struct errand_news){.serial = next.serial, .kind = ERRAND_TROUBLE, .err = err});
    }
}

static bool take_oldest(struct errand *errand, struct errand_news *news)
{
    pthread_mutex_lock(&errand->lock);
    bool any = errand->news_count > 0;
    if (any) {
        *news = errand->news[0];
        errand->news_count--;
        memmove(errand->news, errand->news + 1, errand->news_count * sizeof errand->news[0]);
    }
    pthread_mutex_unlock(&errand->lock);
    return any;
}

bool errand_take(struct errand *errand, struct errand_news *news)
{
    eventfd_t count;
    (void)eventfd_read(errand->events, &count);
    if (errand->running && has_ended(errand)) {
        join(errand);
        begin_next(errand);
    }
    return take_oldest(errand, news);
}

void errand_stop(struct errand *errand)
{
    errand_call_off(errand);
    if (errand->running) {
        join(errand);
    }
}

void errand_finish(struct errand *errand)
{
    struct errand_news news;
    errand_stop(errand);
    while (take_oldest(errand, &news)) {
        verdict_destroy(news.verdict);
        watch_picture_destroy(news.picture);
    }
    free(errand->news);
    if (errand->request.session != NULL) {
        errand->sessions->destroy(errand->request.session);
    }
    if (errand->events >= 0) {
        close(errand->events);
    }
    errand->events = -1;
}
