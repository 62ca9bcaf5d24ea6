#include "report/report_gradescope.h"

#include "report/json_text.h"
#include "report/report_items.h"
#include "report/report_summary.h"

static json_t *json_from_words(const struct report_item *item)
{
    AUTO_TEXT struct text words = {0};
    report_item_append_words(item, &words);
    return json_text(text_string(&words));
}

static json_t *json_from_name(const struct report_item *item)
{
    AUTO_TEXT struct text name = {0};
    report_words_append_line(&name, item->exercise->folder);
    text_append(&name, ": ");
    report_words_append_line(&name, item->title);
    return json_text(text_string(&name));
}

/* "3.0" is the build of exercise 3, "3.1" its first check. */
static json_t *json_from_number(const struct report_item *item, size_t index)
{
    return json_sprintf("%u.%zu", item->exercise->number, index);
}

/* Instructors see it in full; students do not see it, nor, while there is one, the total: so Gradescope has it. */
static bool is_hidden(const struct report_item *item)
{
    return item->check != NULL && item->check->hidden;
}

static json_t *json_from_item(const struct report_item *item, size_t index)
{
    json_t *test =
        json_pack("{s:o, s:o, s:s, s:s, s:[s,s]}", "number", json_from_number(item, index), "name",
                  json_from_name(item), "status", item->status == STATUS_PASS ? "passed" : "failed",
                  "visibility", is_hidden(item) ? "hidden" : "visible", "tags",
                  item->exercise->folder, stage_name(item->stage));
    if (item->counts) {
        json_object_set_new(test, "score", json_points(item->score.earned_hundredths));
        json_object_set_new(test, "max_score", json_points(item->score.possible_hundredths));
    }
    if (item->status != STATUS_PASS) {
        json_object_set_new(test, "output", json_from_words(item));
    }
    return test;
}

/* A check that was left out on demand says nothing about the work: it is no test at all. */
static bool is_test(const struct report_item *item)
{
    return item->status != STATUS_SKIP || item->counts || item->check == NULL;
}

static void append_tests(json_t *tests, const struct exercise_verdict *exercise)
{
    AUTO_REPORT_ITEMS struct report_items items = {0};
    report_items_make(exercise, &items);
    for (size_t i = 0; i < items.count; i++) {
        if (is_test(&items.items[i])) {
            json_array_append_new(tests, json_from_item(&items.items[i], i));
        }
    }
}

static json_t *json_from_summary(const struct verdict *verdict)
{
    AUTO_TEXT struct text summary = {0};
    report_summary_append(verdict, &summary);
    return json_text(text_string(&summary));
}

/* For whoever asks Gradescope for it later: which grader it was, and of which source. */
static json_t *json_from_origin(const struct verdict *verdict)
{
    json_t *sources = json_object();
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        const struct exercise_verdict *exercise = verdict->exercises[i];
        json_object_set_new(sources, exercise->folder, json_text(exercise->source_sha256));
    }
    return json_pack("{s:o, s:o, s:o, s:o}", "grader_version", json_text(verdict->grader_version),
                     "sandbox", json_text(verdict->environment.sandbox), "compiler",
                     json_text(verdict->environment.compiler), "source_sha256", sources);
}

void report_gradescope_write(const struct verdict *verdict, const struct report_style *style,
                             struct text *out)
{
    (void)style;
    int64_t duration_ms = 0;
    json_t *tests = json_array();
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        append_tests(tests, verdict->exercises[i]);
        duration_ms += verdict->exercises[i]->duration_ms;
    }
    json_t *results = json_pack(
        "{s:o, s:f, s:o, s:s, s:s, s:s, s:s, s:s, s:o, s:o}", "score",
        json_points(verdict->score.earned_hundredths), "execution_time",
        (double)duration_ms / 1000.0, "output", json_from_summary(verdict), "output_format", "text",
        "test_output_format", "text", "test_name_format", "text", "visibility", "visible",
        "stdout_visibility", "hidden", "tests", tests, "extra_data", json_from_origin(verdict));
    json_text_write(results, JSON_INDENT(2) | JSON_REAL_PRECISION(15), out);
}
