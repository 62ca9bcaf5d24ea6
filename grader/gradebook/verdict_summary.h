/* What the tables hold of a verdict: statuses and points of its exercises and checks, out of its JSON
 * (docs/verdict.schema.json). */
#ifndef WORKBOOK_GRADEBOOK_VERDICT_SUMMARY_H
#define WORKBOOK_GRADEBOOK_VERDICT_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "model/verdict.h"

struct check_summary {
    char *id;
    char *title;
    enum stage stage;
    enum status status; /* PASS, FAIL, CRASH, TIMEOUT, SKIP */
    unsigned weight;
    /* no: neither earned nor missed. Its stage was not asked for (--fast), or a race was not found */
    bool counts;
};

struct exercise_summary {
    unsigned number;
    char *name;         /* "attach-detach" */
    enum status status; /* PASS, FAIL, MISSING, ERROR */
    struct score score;
    struct check_summary *checks; /* in the exercise's order */
    size_t check_count;
};

struct verdict_summary {
    enum status status; /* PASS, FAIL, ERROR */
    struct score score;
    struct exercise_summary *exercises; /* in the verdict's order */
    size_t exercise_count;
};

#define AUTO_VERDICT_SUMMARY AUTO(verdict_summary_finish)

/* *compact is the same document without its blanks, owned by the caller. What is no verdict is a failure that says
 * which field is wrong. */
bool verdict_summary_read(struct verdict_summary *summary, const char *json, char **compact,
                          struct error *err);
void verdict_summary_finish(struct verdict_summary *summary);

#endif
