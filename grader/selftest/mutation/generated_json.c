#include "selftest/mutation/generated_report.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "report/json_text.h"

#include <jansson.h>

static json_t *mutant_of(const struct generated_exercise *exercise, size_t index)
{
    const struct mutant *mutant = &exercise->mutants.items[index];
    const struct generated_mutant *result = &exercise->results[index];
    const struct equivalent *reason = equivalents_find(&exercise->equivalents, mutant->identity);
    return json_pack("{s:o, s:s, s:I, s:s, s:o, s:o}", "mutant", json_text(mutant->identity),
                     "operator", mutant->operator_name, "line", (json_int_t)mutant->line, "fate",
                     mutant_fate_name(result->fate), "by", json_text(result->by), "why",
                     json_text(reason != NULL ? reason->why : NULL));
}

static json_t *exercise_of(const struct generated_exercise *exercise)
{
    json_t *counts = json_object();
    json_t *stale = json_array();
    json_t *mutants = json_array();
    for (int fate = FATE_STILLBORN; fate < FATES; fate++) {
        json_object_set_new(counts, mutant_fate_name((enum mutant_fate)fate),
                            json_integer((json_int_t)exercise->counts[fate]));
    }
    for (size_t i = 0; i < exercise->stale_count; i++) {
        json_array_append_new(stale, json_text(exercise->stale[i]));
    }
    for (size_t i = 0; i < exercise->mutants.count; i++) {
        json_array_append_new(mutants, mutant_of(exercise, i));
    }
    int score = generated_score(exercise->counts);
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o}", "name", exercise->manifest->folder, "status",
                     promise_status_word(generated_exercise_state(exercise)), "score",
                     score >= 0 ? json_real(score / 1000.0) : json_null(), "counts", counts,
                     "stale", stale, "mutants", mutants);
}

void generated_json_write(const struct generated *generated, struct text *out)
{
    json_t *exercises = json_array();
    for (size_t i = 0; i < generated->exercise_count; i++) {
        json_array_append_new(exercises, exercise_of(&generated->exercises[i]));
    }
    json_t *root = json_pack("{s:i, s:s, s:I, s:o}", "format_version", 1, "status",
                             promise_status_word(generated_state(generated)), "duration_ms",
                             (json_int_t)generated->duration_ms, "exercises", exercises);
    AUTO_FREE char *json =
        root != NULL ? json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(3)) : NULL;
    json_decref(root);
    if (json == NULL) {
        memory_give_up();
    }
    text_format(out, "%s\n", json);
}
