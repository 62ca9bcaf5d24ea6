/* What an exercise tells the races stage: who calls what, and what must hold afterwards.
 *
 * tests/exercises/NN-name/races.c defines `races_scenarios` and is linked with the checker. The
 * roles are code of ours and run as processes of their own; what they call by RACES_CALL is the
 * learner's function in that process's own copy of the object. Keep scenarios small: two messages
 * show what a hundred would, and every operation multiplies the executions. */
#ifndef WORKBOOK_RACES_HARNESS_H
#define WORKBOOK_RACES_HARNESS_H

#include <stdbool.h>
#include <stddef.h>

struct races_role {
    const char *name;          /* "writer": heads a column of the timeline */
    void (*run)(void *memory); /* the mapping as this process sees it */
    bool hurried;              /* its waits may end at their deadline at any moment */
    bool interrupted;          /* one of its waits may be interrupted by a signal */
    bool mortal;               /* it may be killed at any moment */
    /* begins when role number N (from 1) has ended or been killed; 0: at once */
    unsigned successor_of;
};

struct races_scenario {
    const char *name; /* unique among the exercise's scenarios */
    const char *did;  /* a sentence: "A writer sent two messages, and a reader received two." */
    size_t (*size)(void);
    bool (*prepare)(void *memory); /* runs alone before all roles; false: cannot be explored */
    const struct races_role *roles;
    unsigned role_count;
    /* Looks at what the roles have noted down. NULL: right. Otherwise what is wrong, as a clause. */
    const char *(*judge)(void);
};

extern const struct races_scenario races_scenarios[];
extern const unsigned races_scenario_count;

/* The learner's function of that name, in the copy of the running process. */
#define RACES_CALL(function) ((__typeof__(&(function)))races_function(#function))
void *races_function(const char *name);

/* Adds to what the running role has noted down. */
void races_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* What the role (from 0) has noted down; for `judge`. */
const char *races_noted(unsigned role);
/* Has the role (from 0) been killed? For `judge`. */
bool races_killed(unsigned role);

#endif
