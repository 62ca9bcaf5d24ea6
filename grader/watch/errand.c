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
    add_news(errand, &(struct errand_news){
                         .serial = errand->serial, .kind = ERRAND_PREVIEW, .verdict = preview});
}

static void take_fact(void *context, const struct grade_news *fact)
{
    struct errand *errand = context;
    struct errand_news news = {
        .serial = errand->serial, .kind = ERRAND_FACT, .passed = fact->passed};
    if (fact->check != NULL) {
        news.check = manifest_find_check(fact->exercise, fact->check);
        if (news.check == NULL) {
            return; /* a test without an entry in the manifest: the style test finds it */
        }
    }
    add_news(errand, &news);
}

static void *run(void *context)
{
    struct errand *errand = context;
    struct errand_news news = {.serial = errand->serial, .kind = ERRAND_VERDICT};
    if (!errand->grade(&errand->request, &news.verdict, &news.err)) {
        news.kind = ERRAND_TROUBLE;
        news.verdict = NULL;
    }
    if (news.kind == ERRAND_VERDICT || !cancel_is_raised(&errand->cancel)) {
        add_news(errand, &news);
    }
    pthread_mutex_lock(&errand->lock);
    errand->ended = true;
    pthread_mutex_unlock(&errand->lock);
    (void)eventfd_write(errand->events, 1);
    return NULL;
}

static bool begin(struct errand *errand, const struct manifest *manifest, uint64_t serial,
                  struct error *err)
{
    if (!cancel_init(&errand->cancel, err)) {
        return false;
    }
    errand->manifest = manifest;
    errand->serial = serial;
    errand->ended = false;
    errand->request.exercises = &errand->manifest;
    errand->request.exercise_count = 1;
    errand->request.cancel = &errand->cancel;
    errand->request.on_preview = take_preview;
    errand->request.on_news = take_fact;
    errand->request.context = errand;
    int error = pthread_create(&errand->thread, NULL, run, errand);
    if (error != 0) {
        cancel_finish(&errand->cancel);
        return error_set(err, "cannot start a thread: %s", strerror(error));
    }
    errand->running = true;
    return true;
}

static void join(struct errand *errand)
{
    pthread_join(errand->thread, NULL);
    cancel_finish(&errand->cancel);
    errand->running = false;
}

void errand_call_off(struct errand *errand)
{
    errand->next = NULL;
    if (errand->running) {
        cancel_raise(&errand->cancel);
    }
}

bool errand_start(struct errand *errand, const struct manifest *manifest, uint64_t serial,
                  struct error *err)
{
    errand_call_off(errand);
    if (!errand->running) {
        return begin(errand, manifest, serial, err);
    }
    errand->next = manifest;
    errand->next_serial = serial;
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
    const struct manifest *next = errand->next;
    errand->next = NULL;
    if (next != NULL && !begin(errand, next, errand->next_serial, &err)) {
        add_news(errand, &(struct errand_news){
                             .serial = errand->next_serial, .kind = ERRAND_TROUBLE, .err = err});
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
