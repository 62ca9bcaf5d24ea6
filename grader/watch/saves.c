#include "watch/saves.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/file_system.h"
#include "base/memory.h"

enum { POLL_MS = 500, EVENTS_BYTES = 16384 };

static const uint32_t events_of_interest = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM |
                                           IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF |
                                           IN_ONLYDIR;

bool saves_init(struct saves *saves, bool always_poll, struct error *err)
{
    *saves = (struct saves){.watch = -1, .always_poll = always_poll};
    saves->notify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    saves->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (saves->timer < 0) {
        saves_finish(saves);
        return error_set_errno(err, "cannot make a timer");
    }
    return true;
}

static void forget_files(struct saves *saves)
{
    free(saves->folder);
    saves->folder = NULL;
    for (int i = 0; i < SAVES_FILES; i++) {
        free(saves->names[i]);
        saves->names[i] = NULL;
    }
}

void saves_finish(struct saves *saves)
{
    forget_files(saves);
    if (saves->notify >= 0) {
        close(saves->notify);
    }
    if (saves->timer >= 0) {
        close(saves->timer);
    }
    *saves = (struct saves){.notify = -1, .timer = -1, .watch = -1};
}

/* A folder that is not there may come back as anything. */
static bool is_remote(const char *folder)
{
    return access(folder, F_OK) != 0 || file_system_remote_kind(folder) != NULL;
}

static struct saves_mark look_at(const struct saves *saves, int index)
{
    AUTO_FREE char *path = memory_format("%s/%s", saves->folder, saves->names[index]);
    struct stat info;
    if (stat(path, &info) != 0) {
        return (struct saves_mark){0};
    }
    return (struct saves_mark){.there = true,
                               .device = info.st_dev,
                               .inode = info.st_ino,
                               .bytes = info.st_size,
                               .written = info.st_mtim,
                               .changed = info.st_ctim};
}

static bool is_same_time(struct timespec a, struct timespec b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool is_same(const struct saves_mark *a, const struct saves_mark *b)
{
    return a->there == b->there && a->device == b->device && a->inode == b->inode &&
           a->bytes == b->bytes && is_same_time(a->written, b->written) &&
           is_same_time(a->changed, b->changed);
}

static void set_timer(const struct saves *saves, bool running)
{
    struct timespec interval = {.tv_nsec = running ? POLL_MS * 1000000L : 0};
    struct itimerspec setting = {.it_interval = interval, .it_value = interval};
    timerfd_settime(saves->timer, 0, &setting, NULL);
}

static void watch_folder(struct saves *saves)
{
    saves->watch = saves->notify >= 0
                       ? inotify_add_watch(saves->notify, saves->folder, events_of_interest)
                       : -1;
    set_timer(saves, saves->always_poll || saves->watch < 0 || is_remote(saves->folder));
}

void saves_aim(struct saves *saves, const char *folder, const char *source, const char *header)
{
    if (saves->watch >= 0) {
        (void)inotify_rm_watch(saves->notify, saves->watch);
    }
    forget_files(saves);
    saves->folder = memory_copy_string(folder);
    saves->names[0] = memory_copy_string(source);
    saves->names[1] = memory_copy_string(header);
    watch_folder(saves);
    for (int i = 0; i < SAVES_FILES; i++) {
        saves->marks[i] = look_at(saves, i);
    }
}

void saves_descriptors(const struct saves *saves, int descriptors[SAVES_DESCRIPTORS])
{
    descriptors[0] = saves->notify;
    descriptors[1] = saves->timer;
}

bool saves_polls(const struct saves *saves)
{
    struct itimerspec setting = {0};
    return timerfd_gettime(saves->timer, &setting) == 0 && setting.it_interval.tv_nsec != 0;
}

/* A file that is being made is saved when it is closed. A link is all there at once. */
static bool is_link(const struct saves *saves, const char *name)
{
    AUTO_FREE char *path = memory_format("%s/%s", saves->folder, name);
    struct stat info;
    return lstat(path, &info) == 0 && (S_ISLNK(info.st_mode) || info.st_nlink > 1);
}

static void take_event(struct saves *saves, const struct inotify_event *event,
                       bool written[SAVES_FILES])
{
    if ((event->mask & IN_Q_OVERFLOW) != 0) {
        written[0] = true; /* nobody knows what happened: that counts as a save */
        return;
    }
    if (event->wd != saves->watch) {
        return; /* of the folder before */
    }
    if ((event->mask & (IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) != 0) {
        /* The folder is another one now, or none: the timer finds out. */
        (void)inotify_rm_watch(saves->notify, saves->watch);
        saves->watch = -1;
        set_timer(saves, true);
        return;
    }
    for (int i = 0; i < SAVES_FILES; i++) {
        if (event->len > 0 && strcmp(event->name, saves->names[i]) == 0) {
            bool whole = (event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0;
            written[i] = written[i] || whole ||
                         ((event->mask & IN_CREATE) != 0 && is_link(saves, event->name));
        }
    }
}

static void take_events(struct saves *saves, bool written[SAVES_FILES])
{
    _Alignas(struct inotify_event) char bytes[EVENTS_BYTES];
    ssize_t length;
    while (saves->notify >= 0 && (length = read(saves->notify, bytes, sizeof bytes)) > 0) {
        for (ssize_t at = 0; at < length;) {
            const struct inotify_event *event = (const void *)(bytes + at);
            take_event(saves, event, written);
            at += (ssize_t)sizeof *event + (ssize_t)event->len;
        }
    }
}

/* True when the timer had run out since the last time. */
static bool take_tick(struct saves *saves)
{
    uint64_t ticks;
    return read(saves->timer, &ticks, sizeof ticks) == (ssize_t)sizeof ticks;
}

struct saves_news saves_take(struct saves *saves)
{
    struct saves_news news = {0};
    bool written[SAVES_FILES] = {false};
    take_events(saves, written);
    bool ticked = take_tick(saves);
    if (ticked && saves->watch < 0) {
        watch_folder(saves); /* it may be there again */
    }
    for (int i = 0; i < SAVES_FILES; i++) {
        struct saves_mark mark = look_at(saves, i);
        bool polled = ticked && !is_same(&mark, &saves->marks[i]);
        news.saved = news.saved || (mark.there && (written[i] || polled));
        news.gone = news.gone || (i == 0 && !mark.there && saves->marks[i].there);
        /* What only inotify may tell is not taken for known: a file that is half written. */
        if (written[i] || polled || !mark.there) {
            saves->marks[i] = mark;
        }
    }
    news.saved = news.saved && !news.gone;
    return news;
}
