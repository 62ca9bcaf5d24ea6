#include "cli/peek_screen.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "watch/canvas.h"
#include "watch/model.h"
#include "watch/screen.h"
#include "watch/terminal.h"
#include "whiteboard/viewer.h"

struct loop {
    struct viewer viewer;
    const struct report_style *style;
    struct screen *screen;
    int signals;  /* signalfd(2) */
    int timer;    /* timerfd(2): armed while it plays */
    bool is_over; /* the terminal has gone, or a signal asked for the end */
    int ended_by; /* that signal; 0: none */
};

bool peek_screen_is_possible(void)
{
    return isatty(STDIN_FILENO) == 1 && terminal_can_draw(STDOUT_FILENO);
}

/* A page as text: with colours, which the canvas takes for tones. */
static void write_page(struct loop *loop, unsigned rows, unsigned columns, struct text *text)
{
    struct report_style style = {.color = true, .utf8 = loop->style->utf8};
    if (rows < VIEWER_ROWS_LEAST || columns < VIEWER_COLUMNS_LEAST) {
        text_format(text, "A window of %d columns and %d rows is needed.", VIEWER_COLUMNS_LEAST,
                    VIEWER_ROWS_LEAST);
        return;
    }
    AUTO_SHEET struct sheet sheet = {.columns = columns < VIEWER_COLUMNS_MOST ? columns
                                                                              : VIEWER_COLUMNS_MOST,
                                     .utf8 = loop->style->utf8};
    viewer_draw(&loop->viewer, rows, &sheet);
    sheet_print(&sheet, &style, text);
}

static void show(struct loop *loop, bool afresh)
{
    unsigned rows = 0;
    unsigned columns = 0;
    AUTO_TEXT struct text text = {0};
    AUTO_CANVAS struct canvas canvas = {0};
    screen_size(loop->screen, &rows, &columns);
    canvas_init(&canvas, rows, columns);
    write_page(loop, rows, columns, &text);
    canvas_draw(&canvas, &(struct canvas_area){.rows = rows, .columns = columns},
                text_string(&text), 0);
    screen_show(loop->screen, &canvas, NULL, afresh);
}

static enum viewer_action action_of(int key)
{
    switch (key) {
    case WATCH_KEY_RIGHT:
    case WATCH_KEY_PAGE_DOWN:
        return VIEWER_NEXT;
    case WATCH_KEY_LEFT:
    case WATCH_KEY_PAGE_UP:
        return VIEWER_BACK;
    case WATCH_KEY_HOME:
        return VIEWER_FIRST;
    case WATCH_KEY_END:
        return VIEWER_LAST;
    case WATCH_KEY_UP:
        return VIEWER_UP;
    case WATCH_KEY_DOWN:
        return VIEWER_DOWN;
    default:
        return viewer_action_of(key);
    }
}

/* The clock runs as long as it plays, and from the moment that it was told to. */
static void set_clock(const struct loop *loop, bool was_playing)
{
    struct timespec pace = {.tv_sec = VIEWER_PACE_MS / 1000,
                            .tv_nsec = VIEWER_PACE_MS % 1000 * 1000000L};
    if (loop->viewer.is_playing != was_playing) {
        struct itimerspec setting = {0};
        if (loop->viewer.is_playing) {
            setting = (struct itimerspec){.it_interval = pace, .it_value = pace};
        }
        (void)timerfd_settime(loop->timer, 0, &setting, NULL);
    }
}

static void take_keys(struct loop *loop)
{
    int key;
    while ((key = screen_read_key(loop->screen)) != 0) {
        viewer_act(&loop->viewer, action_of(key));
    }
}

/* True when the size of the window has changed. */
static bool take_signals(struct loop *loop)
{
    struct signalfd_siginfo info;
    bool resized = false;
    while (read(loop->signals, &info, sizeof info) == (ssize_t)sizeof info) {
        if (info.ssi_signo == SIGWINCH) {
            resized = true;
        } else {
            loop->is_over = true;
            loop->ended_by = (int)info.ssi_signo;
        }
    }
    return resized;
}

static void take_tick(struct loop *loop)
{
    uint64_t ticks;
    if (read(loop->timer, &ticks, sizeof ticks) == (ssize_t)sizeof ticks) {
        viewer_tick(&loop->viewer);
    }
}

static void run(struct loop *loop)
{
    struct pollfd wanted[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                              {.fd = loop->signals, .events = POLLIN},
                              {.fd = loop->timer, .events = POLLIN}};
    bool resized = true;
    while (!loop->is_over && !loop->viewer.has_quit) {
        bool was_playing = loop->viewer.is_playing;
        show(loop, resized);
        (void)poll(wanted, sizeof wanted / sizeof wanted[0], -1);
        resized = take_signals(loop);
        take_tick(loop);
        take_keys(loop);
        set_clock(loop, was_playing);
        loop->is_over = loop->is_over || (wanted[0].revents & (POLLHUP | POLLERR)) != 0;
    }
}

static sigset_t signals_of_interest(void)
{
    static const int numbers[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGWINCH};
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        sigaddset(&set, numbers[i]);
    }
    return set;
}

bool peek_screen_run(const struct board *board, const struct board_steps *steps,
                     const struct report_style *style, struct error *err)
{
    sigset_t before;
    sigset_t signals = signals_of_interest();
    struct loop loop = {.style = style};
    viewer_init(&loop.viewer, board, steps);
    AUTO_CLOSE int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    AUTO_CLOSE int descriptor = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    if (timer < 0 || descriptor < 0) {
        return error_set_errno(err, "cannot make a descriptor for the clock and for signals");
    }
    loop.timer = timer;
    loop.signals = descriptor;
    sigprocmask(SIG_BLOCK, &signals, &before);
    bool opened = screen_open(style->color, &loop.screen, err);
    if (opened) {
        run(&loop);
        screen_close(loop.screen);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (loop.ended_by != 0) {
        /* The terminal is as it was: now end as asked, and not in the handler that ncurses left. */
        (void)signal(loop.ended_by, SIG_DFL);
        (void)raise(loop.ended_by);
    }
    return opened;
}
