#include "report/report_items.h"

#include "base/memory.h"

#include <stdlib.h>

static bool is_trouble(enum status status)
{
    return status != STATUS_PASS && status != STATUS_SKIP;
}

bool report_item_failed(const struct report_item *item)
{
    return is_trouble(item->status) && item->status != STATUS_ERROR;
}

static void append(struct report_items *items, const struct report_item *item)
{
    *memory_append(&items->items, &items->count) = *item;
}

static void append_build(const struct exercise_verdict *exercise, struct report_items *items)
{
    const struct stage_verdict *build = &exercise->stages[STAGE_BUILD];
    struct report_item item = {
        .exercise = exercise,
        .stage = STAGE_BUILD,
        .status = exercise->status == STATUS_MISSING ? STATUS_FAIL : build->status,
        .id = stage_name(STAGE_BUILD),
        .title = "is there and compiles",
        .duration_ms = build->duration_ms,
    };
    append(items, &item);
}

static void append_check(const struct exercise_verdict *exercise, const struct check_verdict *check,
                         struct report_items *items)
{
    bool in_trouble =
        check->status == STATUS_SKIP && exercise->stages[check->stage].status == STATUS_ERROR;
    struct report_item item = {
        .exercise = exercise,
        .check = check,
        .stage = check->stage,
        .status = in_trouble ? STATUS_ERROR : check->status,
        .id = check->id,
        .title = check->title,
        .duration_ms = check->duration_ms,
        .counts = exercise->status != STATUS_ERROR &&
                  (check->status == STATUS_PASS || exercise_verdict_check_failed(exercise, check)),
    };
    append(items, &item);
}

static bool has_said(const struct report_items *items, enum stage stage)
{
    for (size_t i = 0; i < items->count; i++) {
        if (items->items[i].stage == stage && is_trouble(items->items[i].status)) {
            return true;
        }
    }
    return false;
}

/* A stage that failed, or could not be judged, for a reason that no check of it tells. */
static void append_stage(const struct exercise_verdict *exercise, enum stage stage,
                         struct report_items *items)
{
    const struct stage_verdict *verdict = &exercise->stages[stage];
    if (!is_trouble(verdict->status) || has_said(items, stage)) {
        return;
    }
    struct report_item item = {
        .exercise = exercise,
        .stage = stage,
        .status = verdict->status,
        .id = stage_name(stage),
        .title = "goes through this stage",
        .duration_ms = verdict->duration_ms,
    };
    append(items, &item);
}

/* Each of the items that passed, or of the others, gets a part of `hundredths` by weight. What
 * rounding takes from one the next one gets, so that the parts add up. */
static void share_out(struct report_items *items, bool passed, int64_t hundredths)
{
    int64_t total = 0;
    for (size_t i = 0; i < items->count; i++) {
        const struct report_item *item = &items->items[i];
        total += item->counts && (item->status == STATUS_PASS) == passed ? item->check->weight : 0;
    }
    /* A policy may give checks no weight. */
    hundredths = total > 0 && hundredths > 0 ? hundredths : 0;
    int64_t before = 0;
    int64_t given = 0;
    for (size_t i = 0; i < items->count; i++) {
        struct report_item *item = &items->items[i];
        if (!item->counts || (item->status == STATUS_PASS) != passed) {
            continue;
        }
        before += item->check->weight;
        int64_t share = total > 0 ? hundredths * before / total - given : 0;
        given += share;
        item->score = (struct score){passed ? share : 0, share};
    }
}

static void make_points(const struct exercise_verdict *exercise, struct report_items *items)
{
    int64_t earned = exercise->score.earned_hundredths;
    share_out(items, true, earned);
    share_out(items, false, exercise->score.possible_hundredths - earned);
}

static bool is_explained(const struct report_items *items)
{
    for (size_t i = 0; i < items->count; i++) {
        if (is_trouble(items->items[i].status)) {
            return true;
        }
    }
    return false;
}

void report_items_make(const struct exercise_verdict *exercise, struct report_items *items)
{
    *items = (struct report_items){0};
    append_build(exercise, items);
    for (size_t i = 0; i < exercise->check_count; i++) {
        append_check(exercise, &exercise->checks[i], items);
    }
    for (int i = STAGE_BEHAVIOUR; i < STAGE_COUNT; i++) {
        append_stage(exercise, (enum stage)i, items);
    }
    if (exercise->status != STATUS_PASS && !is_explained(items)) {
        items->items[0].status = exercise->status;
    }
    make_points(exercise, items);
}

void report_items_finish(struct report_items *items)
{
    free(items->items);
    *items = (struct report_items){0};
}
