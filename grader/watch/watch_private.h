/* What the parts of the loop share: waiting (watch.c), signals (watch_signals.c), wishes (watch_wishes.c). */
#ifndef WORKBOOK_WATCH_WATCH_PRIVATE_H
#define WORKBOOK_WATCH_WATCH_PRIVATE_H

#include <signal.h>

#include "watch/editor.h"
#include "watch/errand.h"
#include "watch/face.h"
#include "watch/model.h"
#include "watch/saves.h"
#include "watch/watch.h"

struct watch_loop {
    const struct watch_plan *plan;
    struct watch_model model;
    struct face face;
    struct saves saves;
    struct errand errand;   /* gradings */
    struct errand recorder; /* recordings, beside them */
    struct editors editors;
    int clock; /* timerfd(2): armed while steps follow each other by themselves */
    bool is_ticking;
    int signals;
    sigset_t signals_before;
    struct sigaction pipe_before;
    bool afresh; /* the next drawing is to be whole */
    bool over;
    int ended_by;
};

/* Ends the loop; `number` is the signal that did, or 0. */
void watch_end(struct watch_loop *loop, int number);

/* Blocks the signals that the loop hears of by a descriptor. Before there is a second thread: all of them
 * inherit the mask. */
bool watch_signals_begin(struct watch_loop *loop, struct error *err);
void watch_signals_end(struct watch_loop *loop);

/* When the descriptor is readable. */
void watch_signals_take(struct watch_loop *loop);

/* Stops the process, as Ctrl-Z does; returns when it goes on. */
void watch_suspend(struct watch_loop *loop);

/* Does what the model wishes. */
void watch_fulfil(struct watch_loop *loop);

#endif
