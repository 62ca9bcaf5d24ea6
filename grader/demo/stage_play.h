/* The play: whose turn it is, and what is told after each step.
 *
 * A program plays until it sleeps or ends, then the other one does. When both wait and one of them
 * waits for a signal, that one gets SIGINT: the Ctrl-C of whoever sits before it.
 */
#ifndef WORKBOOK_DEMO_STAGE_PLAY_H
#define WORKBOOK_DEMO_STAGE_PLAY_H

#include <stdbool.h>

#include "base/error.h"
#include "demo/demo_step.h"
#include "demo/stage_program.h"

struct play {
    struct program programs[DEMO_PROGRAMS];
    const char *told_sleep[DEMO_PROGRAMS]; /* what was last told of its sleep; NULL: nothing */
    const char *name;                      /* of the objects, "/demo-ring" */
    const char *argument;                  /* for the programs, or NULL */
    unsigned opening; /* lines of the writer before the reader starts; 0: any */
    /* Hands a step on, and returns when the next one is wanted. False ends the play. */
    bool (*tell)(const struct demo_step *step, struct error *err);
};

/* From the start of both programs to their end. */
bool play_run(struct play *play, struct error *err);

/* Ends what still runs and removes what is left, after play_run or instead of the rest of it. */
void play_finish(struct play *play);

#endif
