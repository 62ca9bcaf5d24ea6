#include "progress/export.h"

#include <jansson.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "report/json_text.h"

enum { INDENT = 1 };

static json_t *json_from_failure(const struct attempt *attempt)
{
    if (attempt->failure_check == NULL) {
        return json_null();
    }
    return json_pack("{s:o, s:o, s:o}", "check", json_text(attempt->failure_check), "title",
                     json_text(attempt->failure_title), "line", json_text(attempt->failure_line));
}

static json_t *json_from_checks(const struct attempt *attempt)
{
    json_t *checks = json_array();
    for (size_t i = 0; i < attempt->check_count; i++) {
        json_array_append_new(checks,
                              json_pack("{s:o, s:s}", "id", json_text(attempt->checks[i].id),
                                        "status", status_name(attempt->checks[i].status)));
    }
    return checks;
}

static json_t *json_from_attempt(const struct attempt *attempt)
{
    return json_pack("{s:s, s:I, s:o, s:s, s:s, s:I, s:I, s:b, s:I, s:o, s:o}", "id", attempt->id,
                     "time_ms", (json_int_t)attempt->time_ms, "exercise",
                     json_text(attempt->exercise), "source_sha256", attempt->source_sha256,
                     "status", status_name(attempt->status), "earned_hundredths",
                     (json_int_t)attempt->score.earned_hundredths, "possible_hundredths",
                     (json_int_t)attempt->score.possible_hundredths, "fast", attempt->fast ? 1 : 0,
                     "duration_ms", (json_int_t)attempt->duration_ms, "failure",
                     json_from_failure(attempt), "checks", json_from_checks(attempt));
}

/* Hints have a level, reveals have none. */
static json_t *json_from_helps(const struct helps *helps, bool hints)
{
    json_t *list = json_array();
    for (size_t i = 0; i < helps->count; i++) {
        const struct help *help = &helps->items[i];
        if ((help->level > 0) != hints) {
            continue;
        }
        json_t *object = json_pack("{s:o, s:I}", "exercise", json_text(help->exercise), "time_ms",
                                   (json_int_t)help->time_ms);
        if (hints) {
            json_object_set_new(object, "level", json_integer(help->level));
        }
        json_array_append_new(list, object);
    }
    return list;
}

bool export_json(struct progress *progress, struct text *out, struct error *err)
{
    AUTO_ATTEMPTS struct attempts attempts = {0};
    AUTO_HELPS struct helps helps = {0};
    if (!progress_read_attempts(progress, NULL, &attempts, err) ||
        !progress_read_helps(progress, &helps, err)) {
        return false;
    }
    json_t *list = json_array();
    for (size_t i = 0; i < attempts.count; i++) {
        json_array_append_new(list, json_from_attempt(&attempts.items[i]));
    }
    json_t *document = json_pack(
        "{s:i, s:s, s:o, s:o, s:o}", "format_version", 1, "kind", "workbook-progress", "attempts",
        list, "hints", json_from_helps(&helps, true), "reveals", json_from_helps(&helps, false));
    char *bytes = document != NULL ? json_dumps(document, JSON_INDENT(INDENT)) : NULL;
    json_decref(document);
    if (bytes == NULL) {
        memory_give_up();
    }
    text_append(out, bytes);
    text_append(out, "\n");
    free(bytes);
    return true;
}

static void append_points(struct text *out, int64_t hundredths)
{
    text_format(out, "%lld.%02d", (long long)(hundredths / 100), (int)(hundredths % 100));
}

/* No field holds a comma, a quotation mark or what a spreadsheet takes for a formula: names and check ids begin
 * with a letter (model/manifest.h), and an import lets nothing else in. */
static void append_line(struct text *out, const struct attempt *attempt)
{
    date_append_utc(out, attempt->time_ms, DATE_ISO_8601);
    text_format(out, ",%s,%s,", attempt->exercise, status_name(attempt->status));
    append_points(out, attempt->score.earned_hundredths);
    text_append(out, ",");
    append_points(out, attempt->score.possible_hundredths);
    text_format(out, ",%zu,%zu,%s,%s,%lld,%s\n", attempt_count_passed(attempt),
                attempt->check_count, attempt->failure_check != NULL ? attempt->failure_check : "",
                attempt->fast ? "fast" : "whole", (long long)attempt->duration_ms,
                attempt->source_sha256);
}

bool export_csv(struct progress *progress, struct text *out, struct error *err)
{
    AUTO_ATTEMPTS struct attempts attempts = {0};
    if (!progress_read_attempts(progress, NULL, &attempts, err)) {
        return false;
    }
    text_append(out, "time,exercise,status,earned,possible,checks_passed,checks,first_failure,"
                     "kind,duration_ms,source_sha256\n");
    for (size_t i = 0; i < attempts.count; i++) {
        append_line(out, &attempts.items[i]);
    }
    return true;
}
