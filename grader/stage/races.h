/* The races stage: the exercise's checker (grader/races/) explores the student's file, in a sandbox
 * of its own.
 *
 * What it prints comes from a process that holds the student's code: words to be shown with care, and a
 * state that may take points and must never give any (docs/sandbox.md). */
#ifndef WORKBOOK_STAGE_RACES_H
#define WORKBOOK_STAGE_RACES_H

#include "base/error.h"
#include "model/manifest.h"
#include "stage/lines.h"
#include "stage/machine.h"
#include "stage/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RACES_ROLES_MAX = 4, RACES_EVENTS_MAX = 400, RACES_ORDERS_MAX = 64 };

enum races_state {
    RACES_BROKEN,     /* no whole report: the student's code ended the checker, or took too long */
    RACES_CLEAN,      /* all executions of its scenarios are right */
    RACES_UNFINISHED, /* all that it tried; there are more */
    RACES_FOUND,      /* an execution that is wrong */
    RACES_UNCHECKED,  /* `why` nothing can be said */
    RACES_AT_ONCE,    /* wrong already when all take turns: a matter of the behaviour */
};

enum races_kind { RACES_MISUSE, RACES_RACE, RACES_CRASH, RACES_STUCK, RACES_OUTCOME };

struct races_event {
    unsigned role;   /* from 1 */
    unsigned mark;   /* 1 and 2: the places of the finding; 0: none */
    uint64_t offset; /* of its line in the object that was explored; 0: none */
    int age;         /* how many newer values an atomic load passed over; -1: it is none */
    char *words;
};

/* What the checker says about the memory order of an atomic operation. */
struct races_order {
    uint64_t offset;
    char *operation; /* "load" */
    char *object;    /* "turn"; empty for a fence */
    char *asked;     /* "relaxed": what the file has */
    char *alone;    /* of a repair: the order instead; otherwise the weakest when all others stay */
    char *together; /* NULL in a repair */
};

struct races_report {
    enum races_state state;
    char *why;
    char *scenario; /* what the processes did, as a sentence */
    enum races_kind kind;
    char *words; /* of the finding; of a race: what was accessed */
    char *roles[RACES_ROLES_MAX];
    unsigned role_count;
    struct races_event *events;
    size_t event_count;
    unsigned loop_line; /* of a loop that -O2 has left without a read; 0: none */
    unsigned read_line; /* of the one read before it, of `loop_object` */
    char *loop_object;
    struct races_order *repair; /* together they mend what was found */
    size_t repair_count;
    char *atomic;               /* or this plain object does, as an atomic one; NULL: none */
    struct races_order *orders; /* of a file that is right, when they were asked for */
    size_t order_count;
    bool orders_told;     /* all of them */
    bool orders_finished; /* and all weaker ones were tried */
    uint64_t executions;
    struct lines lines; /* of the events */
    long duration_ms;
};

/* Does the exercise ask for it? */
bool races_wanted(const struct manifest *manifest);

/* `weakest`: also looks for the weakest orders of a file that is right. False only when the grader's own part
 * failed. */
bool races_run(const struct machine *machine, const struct manifest *manifest,
               const struct source *source, bool weakest, struct races_report *report,
               struct error *err);

/* Takes in what the checker and addr2line printed: races_run without the sandbox. `source` is the
 * file's name. */
void races_read(struct races_report *report, const char *source, const char *output);

void races_report_finish(struct races_report *report);

#endif
