#include "cli/learner.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"
#include "cli/console.h"

/* Standings of nobody, in case the record cannot be read. */
static void begin_standings(struct learner *learner)
{
    size_t count = learner->workbook.catalogue->count;
    learner->standings = memory_allocate(count, sizeof *learner->standings);
    for (size_t i = 0; i < count; i++) {
        const char *name = learner->workbook.catalogue->exercises[i]->name;
        learner->standings[i].exercise = memory_copy_string(name);
    }
}

static bool read_standings(struct learner *learner, struct error *err)
{
    for (size_t i = 0; i < learner->workbook.catalogue->count; i++) {
        struct standing standing;
        if (!progress_read_standing(learner->progress, learner->standings[i].exercise, &standing,
                                    err)) {
            return false;
        }
        standing_finish(&learner->standings[i]);
        learner->standings[i] = standing;
    }
    return true;
}

static void read_record(struct learner *learner, enum progress_access access)
{
    struct error trouble;
    if (progress_open(access, &learner->progress, &trouble) && read_standings(learner, &trouble)) {
        memory_set_string(&learner->trouble, progress_notice(learner->progress));
        return;
    }
    progress_close(learner->progress);
    learner->progress = NULL;
    memory_set_string(&learner->trouble, trouble.message);
}

bool learner_open(struct learner *learner, enum progress_access access, struct error *err)
{
    *learner = (struct learner){0};
    if (!workbook_open(&learner->workbook, err)) {
        return false;
    }
    begin_standings(learner);
    read_record(learner, access);
    return true;
}

void learner_finish(struct learner *learner)
{
    for (size_t i = 0; learner->standings != NULL && i < learner->workbook.catalogue->count; i++) {
        standing_finish(&learner->standings[i]);
    }
    free(learner->standings);
    free(learner->trouble);
    progress_close(learner->progress);
    workbook_finish(&learner->workbook);
    *learner = (struct learner){0};
}

void learner_complain(const struct learner *learner)
{
    if (learner->trouble != NULL) {
        console_complain(learner->trouble);
    }
}

size_t learner_index(const struct learner *learner, const struct manifest *manifest)
{
    for (size_t i = 0; i < learner->workbook.catalogue->count; i++) {
        if (learner->workbook.catalogue->exercises[i] == manifest) {
            return i;
        }
    }
    assert(!"an exercise of another catalogue");
    return 0;
}

const struct standing *learner_standing(const struct learner *learner,
                                        const struct manifest *manifest)
{
    return &learner->standings[learner_index(learner, manifest)];
}

const struct manifest *learner_next(const struct learner *learner)
{
    const struct catalogue *catalogue = learner->workbook.catalogue;
    const struct manifest *next = NULL;
    int64_t latest_ms = -1;
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct standing *standing = &learner->standings[i];
        if (standing->passed_ms == 0 && standing->last.time_ms > latest_ms) {
            next = catalogue->exercises[i];
            latest_ms = standing->last.time_ms;
        }
    }
    return next;
}

const struct manifest *learner_choose(const struct learner *learner, const char *operand,
                                      struct error *err)
{
    const struct catalogue *catalogue = learner->workbook.catalogue;
    if (operand != NULL) {
        return catalogue_find(catalogue, operand, err);
    }
    const struct manifest *next = learner_next(learner);
    return next != NULL ? next : catalogue->exercises[catalogue->count - 1];
}

unsigned learner_stars(const struct learner *learner)
{
    unsigned stars = 0;
    for (size_t i = 0; i < learner->workbook.catalogue->count; i++) {
        stars += standing_stars(&learner->standings[i],
                                learner->workbook.catalogue->exercises[i]->hints.count);
    }
    return stars;
}
