/* A litmus program, and what can come of it. */
#ifndef WORKBOOK_TESTS_LITMUS_H
#define WORKBOOK_TESTS_LITMUS_H

#include "explore.h"

enum litmus_kind {
    LITMUS_BARE,
    LITMUS_PREPARED, /* the objects are made */
    LITMUS_KILLED,   /* process 0 is, at any moment; process 1 is its successor */
};

struct litmus_program {
    char name[32];
    unsigned processes;
    char outcomes[160]; /* in alphabetical order: "|00 |01 |11" */
    enum litmus_kind kind;
    enum finding_kind finding; /* FINDING_KINDS: none */
};

/* The object is one of those that CMakeLists.txt makes of the programs. */
struct explored litmus_explore(const struct litmus_program *program, const char *object,
                               const struct search_options *options);
/* Fails the test unless the exploration finds exactly the program's outcomes, and its finding. */
void litmus_expect(const struct litmus_program *program, const char *object,
                   const struct search_options *options);

#endif
