/* One of the two programs of a demo: an ordinary program, stopped where something is to be seen.
 *
 * The stage traces it (ptrace(2)) and lets it run to the next of three places: before it writes a
 * line, asleep in a system call that waits (stage_sleep.h), ended. At all other times it is
 * stopped. So the order in which two programs do things is the stage's choice, and the same in
 * every run, without a line in their sources for it.
 */
#ifndef WORKBOOK_DEMO_STAGE_PROGRAM_H
#define WORKBOOK_DEMO_STAGE_PROGRAM_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"
#include "base/text.h"
#include "demo/stage_sleep.h"

enum program_state {
    PROGRAM_NEW,     /* not started */
    PROGRAM_STOPPED, /* at some system call: it would go on */
    PROGRAM_AT_LINE, /* before it writes */
    PROGRAM_ASLEEP,  /* in `sleep`; the only state in which it is not stopped by us */
    PROGRAM_ENDED,
};

struct program {
    const char *name; /* "writer"; its file is NAME in the working folder */
    enum program_state state;
    pid_t pid;  /* 0 while new, and after its end */
    int output; /* what it writes to standard output and standard error */
    /* PROGRAM_ASLEEP, and in PROGRAM_STOPPED: what woke it; or NULL */
    const struct sleep_call *sleep;
    bool in_call; /* the next stop at a system call is at its end */
    int status;   /* PROGRAM_ENDED: as wait(2) gives it */
};

/* For the stage itself: what ends the grader at a terminal reaches the stage too, which has to
 * clean up first. The programs are started without this. */
void program_ignore_signals(void);

struct program program_new(const char *name);

/* Starts it with one argument, or none (NULL), stopped at its first instruction. */
bool program_start(struct program *program, const char *argument, struct error *err);

/* Lets it run to the next place. From PROGRAM_ASLEEP: waits until what it sleeps for comes. */
bool program_run(struct program *program, struct error *err);

/* Brings an old sleep up to date: still asleep, or woken (PROGRAM_STOPPED). A wait that only timed
 * out begins again. */
bool program_settle(struct program *program, struct error *err);

/* From PROGRAM_AT_LINE: lets it write, and appends what it wrote. */
bool program_write(struct program *program, struct text *line, struct error *err);

/* Kills it, if need be, and reaps it. */
void program_finish(struct program *program);

#endif
