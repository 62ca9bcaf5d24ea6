#include "cli/learner.h"

#include <stdlib.h>

#include "base/memory.h"
#include "cli/console.h"

/* Standings of nobody, in case the record cannot be read. */
static struct standing *begin_standings(const struct catalogue *catalogue)
{
    struct standing *standings = memory_allocate(catalogue->count, sizeof *standings);
    for (size_t i = 0; i < catalogue->count; i++) {
        standings[i].exercise = memory_copy_string(catalogue->exercises[i]->name);
    }
    return standings;
}

static void drop_standings(struct standing *standings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        standing_finish(&standings[i]);
    }
    free(standings);
}

static bool read_standings(struct progress *progress, struct standing *standings, size_t count,
                           struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        struct standing standing;
        if (!progress_read_standing(progress, standings[i].exercise, &standing, err)) {
            return false;
        }
        standing_finish(&standings[i]);
        standings[i] = standing;
    }
    return true;
}

static void read_record(struct learner *learner, enum progress_access access)
{
    struct error trouble;
    if (progress_open(access, &learner->progress, &trouble) &&
        read_standings(learner->progress, learner->standings, learner->workbook.catalogue->count,
                       &trouble)) {
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
    learner->standings = begin_standings(learner->workbook.catalogue);
    read_record(learner, access);
    return true;
}

void learner_finish(struct learner *learner)
{
    if (learner->standings != NULL) {
        drop_standings(learner->standings, learner->workbook.catalogue->count);
    }
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

const struct standing *learner_standing(const struct learner *learner,
                                        const struct manifest *manifest)
{
    return &learner->standings[catalogue_index(learner->workbook.catalogue, manifest)];
}

static const struct manifest *next_of(const struct catalogue *catalogue,
                                      const struct standing *standings)
{
    const struct manifest *next = NULL;
    int64_t latest_ms = -1;
    for (size_t i = 0; i < catalogue->count; i++) {
        if (standings[i].passed_ms == 0 && standings[i].last.time_ms > latest_ms) {
            next = catalogue->exercises[i];
            latest_ms = standings[i].last.time_ms;
        }
    }
    return next;
}

const struct manifest *learner_next(const struct learner *learner)
{
    return next_of(learner->workbook.catalogue, learner->standings);
}

const struct manifest *learner_find_next(const struct catalogue *catalogue)
{
    struct error ignored;
    AUTO_PROGRESS struct progress *progress = NULL;
    struct standing *standings = begin_standings(catalogue);
    if (progress_open(PROGRESS_LOOK, &progress, &ignored)) {
        (void)read_standings(progress, standings, catalogue->count, &ignored);
    }
    const struct manifest *next = next_of(catalogue, standings);
    drop_standings(standings, catalogue->count);
    return next != NULL ? next : catalogue->exercises[catalogue->count - 1];
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
