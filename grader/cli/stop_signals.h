/* Signals that ask for an end (SIGINT, SIGQUIT, SIGTERM, SIGHUP), made into a cancel: work that is under way ends in order, and
 * what is done is kept. */
#ifndef WORKBOOK_CLI_STOP_SIGNALS_H
#define WORKBOOK_CLI_STOP_SIGNALS_H

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

#include "base/cancel.h"
#include "base/error.h"
#include "cli/command.h"

struct stop_signals {
    struct cancel cancel; /* raised by the first signal, and by stop_signals_end */
    sigset_t before;      /* what was blocked */
    int fd;               /* signalfd(2) */
    pthread_t watcher;
    atomic_int number; /* of the signal; 0: none came */
};

/* The signals that ask for an end: without SIGHUP when it is ignored, as under nohup(1). */
void stop_signals_choose(sigset_t *signals);

/* To be called while there is one thread: those that it starts later do not get the signals. */
bool stop_signals_begin(struct stop_signals *stop, struct error *err);

/* The signal that came; 0: none. From here on signals do what they did before. */
int stop_signals_end(struct stop_signals *stop);

/* Prints what there is and dies of the signal, as a program does that does not handle it: a shell
 * wants to know. */
void stop_signals_die(int number, const struct command_call *call);

#endif
