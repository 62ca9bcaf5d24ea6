/* What a verdict says about an exercise, as a list of sentences that each have a place. Everything is borrowed from the
 * verdict, but for the words. */
#ifndef WORKBOOK_PAGES_FINDINGS_H
#define WORKBOOK_PAGES_FINDINGS_H

#include "model/verdict.h"

struct finding {
    /* NULL: of the compiler, of Valgrind, a leak, or of what was not run */
    const struct check_verdict *check;
    unsigned line; /* 0: it has no place in the source */
    char *label;   /* "Failed", "Compiler error", "Left behind" */
    char *words;   /* one sentence */
};

struct findings {
    /* the compiler's first, then checks, what was not run, Valgrind's, leaks; each in the verdict's order */
    struct finding *items;
    size_t count;
};

#define AUTO_FINDINGS AUTO(findings_finish)

void findings_collect(struct findings *findings, const struct exercise_verdict *exercise);
void findings_finish(struct findings *findings);

/* The sentence about an exercise that has no findings: why, and NULL when it passed. */
const char *findings_none_words(const struct exercise_verdict *exercise);

#endif
