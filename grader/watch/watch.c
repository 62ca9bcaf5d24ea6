#include "watch/watch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "watch/editor.h"
#include "watch/errand.h"
#include "watch/face.h"
#include "watch/model.h"
#include "watch/saves.h"
#include "watch/terminal.h"

struct loop {
    const struct watch_plan *plan;
    struct watch_model model;
    struct face face;
    struct saves saves;
    struct errand errand;
    struct editors editors;
    int signals;
    sigset_t signals_before;
    struct sigaction pipe_before;
    bool afresh; /* the next drawing is to be whole */
    bool over;
    int ended_by;
};

/* Places in the array that is polled. */
enum {
    POLL_KEYS,
    POLL_SIGNALS,
    POLL_NEWS,
    POLL_SAVES,
    POLL_EDITORS = POLL_SAVES + SAVES_DESCRIPTORS,
    POLL_COUNT = POLL_EDITORS + EDITORS_MAX
};

/* --- signals --- */

static sigset_t signals_of_interest(void)
{
    static const int numbers[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT};
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        sigaddset(&set, numbers[i]);
    }
    return set;
}

/* Before there is a second thread: all of them inherit the mask. */
static bool take_over_signals(struct loop *loop, struct error *err)
{
    sigset_t set = signals_of_interest();
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    pthread_sigmask(SIG_BLOCK, &set, &loop->signals_before);
    sigaction(SIGPIPE, &ignore, &loop->pipe_before);
    loop->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    return loop->signals >= 0 || error_set_errno(err, "cannot make a descriptor for signals");
}

static void give_back_signals(struct loop *loop)
{
    if (loop->signals >= 0) {
        close(loop->signals);
    }
    sigaction(SIGPIPE, &loop->pipe_before, NULL);
    pthread_sigmask(SIG_SETMASK, &loop->signals_before, NULL);
}

/* Time in which the process is stopped would count as the student's: no grading lives through it. */
static void suspend(struct loop *loop)
{
    sigset_t stop;
    sigset_t go_on;
    const struct timespec at_once = {0};
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigemptyset(&go_on);
    sigaddset(&go_on, SIGCONT);
    errand_stop(&loop->errand);
    face_leave(&loop->face);
    signal(SIGTSTP, SIG_DFL);
    (void)kill(0, SIGTSTP); /* as the terminal would: to the whole job */
    pthread_sigmask(SIG_UNBLOCK, &stop, NULL);
    pthread_sigmask(SIG_BLOCK, &stop, NULL);
    (void)sigtimedwait(&go_on, NULL, &at_once);
    face_return(&loop->face);
    watch_model_resumed(&loop->model);
}

static void end_by(struct loop *loop, int number)
{
    loop->over = true;
    loop->ended_by = number;
}

static void take_signals(struct loop *loop)
{
    struct signalfd_siginfo info;
    while (read(loop->signals, &info, sizeof info) == (ssize_t)sizeof info) {
        switch (info.ssi_signo) {
        case SIGWINCH:
            loop->afresh = true;
            break;
        case SIGTSTP:
            loop->model.wishes.suspend = true;
            break;
        case SIGCONT:
            watch_model_resumed(&loop->model);
            break;
        default:
            end_by(loop, (int)info.ssi_signo);
            break;
        }
    }
}

/* --- news --- */

static void take_saves(struct loop *loop)
{
    struct saves_news news = saves_take(&loop->saves);
    if (news.gone) {
        watch_model_gone(&loop->model);
    } else if (news.saved) {
        watch_model_saved(&loop->model);
    }
}

static void record(struct loop *loop, const struct verdict *verdict)
{
    const struct watch_plan *plan = loop->plan;
    struct error err;
    if (plan->record_verdict != NULL && !plan->record_verdict(plan->context, verdict, &err)) {
        watch_model_note(&loop->model, TONE_WARN, "%s", err.message);
    }
}

static void take_one(struct loop *loop, const struct errand_news *news)
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
    }
}

static void take_news(struct loop *loop)
{
    struct errand_news news;
    while (errand_take(&loop->errand, &news)) {
        take_one(loop, &news);
    }
}

static void take_editors(struct loop *loop)
{
    struct error err;
    if (!editors_reap(&loop->editors, &err)) {
        watch_model_note(&loop->model, TONE_WARN, "%s", err.message);
    }
}

/* --- wishes --- */

static void grade(struct loop *loop)
{
    struct watch_model *model = &loop->model;
    struct error err;
    if (!errand_start(&loop->errand, model->exercises[model->graded], model->serial, &err)) {
        watch_model_trouble(model, model->serial, err.message);
    }
}

static bool open_editor(struct loop *loop, const char *path, struct watch_place place,
                        struct error *err)
{
    const char *command = loop->plan->edit_command;
    if (command == NULL) {
        return error_set(err,
                         "Which editor? grader watch --edit-cmd 'code -g %%f:%%l' names one. "
                         "The place is line %u of %s.",
                         place.line, watch_model_exercise(&loop->model)->source);
    }
    char **words = editor_split(command, path, place.line, place.column, err);
    bool started = words != NULL && editors_start(&loop->editors, words, err);
    editor_free_words(words);
    return started;
}

static void edit(struct loop *loop)
{
    const struct manifest *manifest = watch_model_exercise(&loop->model);
    AUTO_FREE char *path = memory_format("%s/%s", manifest->path, manifest->source);
    struct watch_place place = watch_model_place(&loop->model);
    place.line = place.line > 0 ? place.line : 1;
    struct error err;
    if (open_editor(loop, path, place, &err)) {
        watch_model_note(&loop->model, TONE_PLAIN, "Opened %s at line %u.", manifest->source,
                         place.line);
    } else {
        watch_model_note(&loop->model, TONE_WARN, "%s", err.message);
    }
}

static void reset(struct loop *loop)
{
    const struct watch_plan *plan = loop->plan;
    const struct manifest *manifest = watch_model_exercise(&loop->model);
    struct error err;
    if (plan->reset == NULL) {
        watch_model_note(&loop->model, TONE_WARN, "This version of the grader cannot do that yet.");
    } else if (plan->reset(plan->context, manifest, &err)) {
        watch_model_note(&loop->model, TONE_PLAIN, "%s is the stub again.", manifest->source);
    } else {
        watch_model_note(&loop->model, TONE_WARN, "%s", err.message);
    }
}

static void record_hint(struct loop *loop)
{
    const struct watch_plan *plan = loop->plan;
    struct error err;
    if (plan->record_hint != NULL &&
        !plan->record_hint(plan->context, watch_model_exercise(&loop->model),
                           watch_model_record(&loop->model)->hints, &err)) {
        watch_model_note(&loop->model, TONE_WARN, "%s", err.message);
    }
}

static void aim(struct loop *loop)
{
    const struct manifest *manifest = watch_model_exercise(&loop->model);
    saves_aim(&loop->saves, manifest->path, manifest->source, manifest->header);
}

static void fulfil(struct loop *loop)
{
    struct watch_wishes wishes = watch_model_take_wishes(&loop->model);
    if (wishes.quit) {
        end_by(loop, wishes.interrupt ? SIGINT : 0);
        return;
    }
    if (wishes.aim) {
        aim(loop); /* before the source is read: no save falls between the two */
    }
    if (wishes.grade) {
        grade(loop);
    } else if (wishes.call_off) {
        errand_call_off(&loop->errand);
    }
    if (wishes.edit) {
        edit(loop);
    }
    if (wishes.reset) {
        reset(loop);
    }
    if (wishes.hint) {
        record_hint(loop);
    }
    loop->afresh = loop->afresh || wishes.redraw;
    if (wishes.suspend) {
        suspend(loop);
        fulfil(loop);
    }
}

/* --- the loop --- */

static bool wait_for_events(struct loop *loop, struct pollfd wanted[POLL_COUNT])
{
    int saves[SAVES_DESCRIPTORS];
    saves_descriptors(&loop->saves, saves);
    wanted[POLL_KEYS].fd = STDIN_FILENO;
    wanted[POLL_SIGNALS].fd = loop->signals;
    wanted[POLL_NEWS].fd = loop->errand.events;
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

static void take_events(struct loop *loop, const struct pollfd *wanted)
{
    if (wanted[POLL_SIGNALS].revents != 0) {
        take_signals(loop);
    }
    if (wanted[POLL_NEWS].revents != 0) {
        take_news(loop);
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

static bool go_round(struct loop *loop, struct error *err)
{
    struct pollfd wanted[POLL_COUNT];
    while (!loop->over) {
        fulfil(loop);
        if (loop->over) {
            break;
        }
        if (!face_show(&loop->face, &loop->model, loop->afresh)) {
            return error_set_errno(err, "cannot write to standard output");
        }
        loop->afresh = false;
        if (!wait_for_events(loop, wanted)) {
            return error_set_errno(err, "cannot wait for events");
        }
        take_events(loop, wanted);
    }
    return true;
}

static void remember_passes(struct loop *loop)
{
    const struct watch_plan *plan = loop->plan;
    for (size_t i = 0; plan->has_passed != NULL && i < plan->count; i++) {
        loop->model.records[i].passed = plan->has_passed(plan->context, plan->exercises[i]);
    }
}

/* With the signals taken over, and the loop's other parts set up. */
static bool run(struct loop *loop, struct error *err)
{
    const struct watch_plan *plan = loop->plan;
    if (!errand_init(&loop->errand, plan->grade, plan->sessions, &plan->request, err)) {
        return false;
    }
    bool done = face_open(&loop->face, &plan->style, plan->plain, err) && go_round(loop, err);
    face_close(&loop->face);
    errand_finish(&loop->errand);
    return done;
}

bool watch_run(const struct watch_plan *plan, int *ended_by, struct error *err)
{
    struct loop loop = {.plan = plan, .signals = -1};
    if (!saves_init(&loop.saves, plan->always_poll, err)) {
        return false;
    }
    editors_init(&loop.editors);
    watch_model_init(&loop.model, plan->exercises, plan->count, plan->first);
    remember_passes(&loop);
    bool done = take_over_signals(&loop, err) && run(&loop, err);
    give_back_signals(&loop);
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
