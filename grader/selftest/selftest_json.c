#include "selftest/selftest_report.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "report/json_text.h"
#include "selftest/rounds_report.h"
#include "selftest/structure_report.h"

#include <jansson.h>

static json_t *source_of(const struct selftest_exercise *exercise, size_t index)
{
    const struct bank_source *source = &exercise->bank.sources[index];
    const struct promise *promise = &exercise->promises[index];
    bool named = source->kind == BANK_MUTANT && source->header_fault == NULL;
    AUTO_FREE char *caught_by =
        named ? memory_format("%s%s%s", stage_name(source->stage), source->check != NULL ? "/" : "",
                              source->check != NULL ? source->check : "")
              : NULL;
    const struct message *message = &exercise->messages[index];
    json_t *said = json_pack("{s:s, s:o}", "status", message_state_name(message->state), "reason",
                             json_text(message->reason));
    return json_pack("{s:s, s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:I}", "kind",
                     bank_kind_name(source->kind), "name", json_text(source->name), "caught_by",
                     json_text(caught_by), "status", promise_state_name(promise->state), "reason",
                     json_text(promise->reason), "warning", json_text(promise->warning),
                     "first_failed", json_text(message->first), "message", said, "duration_ms",
                     (json_int_t)exercise->durations_ms[index]);
}

static json_t *score_of(const struct selftest_exercise *exercise, enum bank_kind kind)
{
    struct selftest_score score = selftest_count(exercise, kind);
    return json_pack("{s:I, s:I}", "kept", (json_int_t)score.kept, "asked",
                     (json_int_t)score.asked);
}

static json_t *exercise_of(const struct selftest_exercise *exercise)
{
    json_t *uncovered = json_array();
    json_t *orphans = json_array();
    json_t *sources = json_array();
    for (size_t i = 0; i < exercise->uncovered_count; i++) {
        json_array_append_new(uncovered, json_string(exercise->uncovered[i]));
    }
    for (size_t i = 0; i < exercise->orphan_count; i++) {
        json_array_append_new(orphans, json_text(exercise->orphans[i]));
    }
    for (size_t i = 0; i < exercise->bank.count; i++) {
        json_array_append_new(sources, source_of(exercise, i));
    }
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "name",
                     exercise->bank.manifest->folder, "status",
                     promise_status_word(selftest_exercise_state(exercise)), "mutants",
                     score_of(exercise, BANK_MUTANT), "alternatives",
                     score_of(exercise, BANK_ALTERNATIVE), "solutions",
                     score_of(exercise, BANK_SOLUTION), "stubs", score_of(exercise, BANK_STUB),
                     "uncovered", uncovered, "structure", structure_to_json(&exercise->structure),
                     "orphaned_messages", orphans, "sources", sources);
}

void selftest_json_write(const struct selftest *selftest, struct text *out)
{
    json_t *exercises = json_array();
    for (size_t i = 0; i < selftest->exercise_count; i++) {
        json_array_append_new(exercises, exercise_of(&selftest->exercises[i]));
    }
    json_t *root =
        json_pack("{s:i, s:s, s:I, s:o, s:o, s:o}", "format_version", 1, "status",
                  promise_status_word(selftest_state(selftest)), "duration_ms",
                  (json_int_t)selftest->duration_ms, "exercises", exercises, "rounds",
                  rounds_report_rounds(selftest), "flips", rounds_report_flips(selftest));
    AUTO_FREE char *json = root != NULL ? json_dumps(root, JSON_INDENT(2)) : NULL;
    json_decref(root);
    if (json == NULL) {
        memory_give_up();
    }
    text_format(out, "%s\n", json);
}
