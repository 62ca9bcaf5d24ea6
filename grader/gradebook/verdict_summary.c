#include "gradebook/verdict_summary.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "report/report_json_read.h"

static void json_cleanup(json_t **json)
{
    json_decref(*json);
}

static void exercise_finish(struct exercise_summary *exercise)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        free(exercise->checks[i].id);
        free(exercise->checks[i].title);
    }
    free(exercise->checks);
    free(exercise->name);
}

void verdict_summary_finish(struct verdict_summary *summary)
{
    for (size_t i = 0; i < summary->exercise_count; i++) {
        exercise_finish(&summary->exercises[i]);
    }
    free(summary->exercises);
    *summary = (struct verdict_summary){0};
}

static bool check_counts(const struct exercise_verdict *exercise, const struct check_verdict *check)
{
    bool earns = check->status == STATUS_PASS && check->stage != STAGE_RACES;
    return earns || exercise_verdict_check_failed(exercise, check);
}

static void take_exercise(struct verdict_summary *summary, const struct exercise_verdict *verdict)
{
    struct exercise_summary *exercise =
        memory_append(&summary->exercises, &summary->exercise_count);
    exercise->number = verdict->number;
    exercise->name = memory_copy_string(verdict->name);
    exercise->status = verdict->status;
    exercise->score = verdict->score;
    for (size_t i = 0; i < verdict->check_count; i++) {
        const struct check_verdict *check = &verdict->checks[i];
        *memory_append(&exercise->checks, &exercise->check_count) =
            (struct check_summary){.id = memory_copy_string(check->id),
                                   .title = memory_copy_string(check->title),
                                   .stage = check->stage,
                                   .status = check->status,
                                   .weight = check->weight,
                                   .counts = check_counts(verdict, check)};
    }
}

/* Of a document that was read before: it is JSON. Owned by the caller. */
static char *compact_document(const char *json)
{
    AUTO(json_cleanup) json_t *document = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
    char *compact = json_dumps(document, JSON_COMPACT | JSON_REAL_PRECISION(15));
    if (compact == NULL) {
        memory_give_up();
    }
    return compact;
}

bool verdict_summary_read(struct verdict_summary *summary, const char *json, char **compact,
                          struct error *err)
{
    AUTO_VERDICT struct verdict *verdict = NULL;
    *summary = (struct verdict_summary){0};
    *compact = NULL;
    if (!report_json_read(json, &verdict, err)) {
        return false;
    }
    summary->status = verdict->status;
    summary->score = verdict->score;
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        take_exercise(summary, verdict->exercises[i]);
    }
    *compact = compact_document(json);
    return true;
}
