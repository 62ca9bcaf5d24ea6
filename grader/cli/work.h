/* How far the learner's own source of an exercise has come, seen without grading it. */
#ifndef WORKBOOK_CLI_WORK_H
#define WORKBOOK_CLI_WORK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/cleanup.h"
#include "model/catalogue.h"
#include "model/digest.h"
#include "model/layout.h"

/* The stubs carry one TODO per function, which the learner removes as he goes. */
enum work_state {
    WORK_MISSING,   /* no source, or an unreadable one */
    WORK_UNTOUCHED, /* as many TODOs as functions, or more */
    WORK_BEGUN,     /* some left */
    WORK_WRITTEN,   /* none left: grading says more */
};

struct work {
    enum work_state state;
    size_t todos;
    char sha256[DIGEST_LENGTH + 1]; /* of the source; "" when it is missing */
};

struct work work_examine(const struct manifest *manifest);

/* Layout and catalogue: what nearly every command begins with. */
struct workbook {
    struct layout layout;
    struct catalogue *catalogue;
};

#define AUTO_WORKBOOK AUTO(workbook_finish)

bool workbook_open(struct workbook *workbook, struct error *err);
void workbook_finish(struct workbook *workbook);

/* False with a sentence in a handout, which has neither solutions nor sources of tests. */
bool workbook_is_complete(const struct workbook *workbook, const char *command, struct error *err);

#endif
