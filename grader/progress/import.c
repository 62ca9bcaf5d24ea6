/* Reading a document that may be anything: every field is looked at before anything is written. */
#include <ctype.h>
#include <jansson.h>
#include <string.h>

#include "base/memory.h"
#include "progress/export.h"
#include "progress/progress_private.h"

enum { NAME_BYTES_MAX = 100, FORMAT_VERSION = 1 };

static const int64_t time_ms_max = 253402300799999; /* the end of the year 9999 */
static const int64_t number_max = 1000000000;

/* What is being read, for the sentence about what is wrong with it. */
struct place {
    const char *name; /* of the document */
    const char *list; /* "attempts" */
    size_t index;
    struct error *err;
};

static bool wrong(const struct place *place, const char *field)
{
    return error_set(place->err,
                     "%s is not whole: %s[%zu] has no valid \"%s\"; nothing was imported",
                     place->name, place->list, place->index, field);
}

/* As the manifest wants names: letters, digits and hyphens, a letter or digit first. */
static bool is_name(const char *text)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return length > 0 && length <= NAME_BYTES_MAX && text[length] == '\0' && text[0] != '-';
}

static bool is_digits(const char *text, size_t length)
{
    return strlen(text) == length && strspn(text, "0123456789abcdef") == length;
}

/* Borrowed; NULL when it is no text, or none without a NUL in it. */
static const char *text_of(const json_t *object, const char *field)
{
    const json_t *value = json_object_get(object, field);
    const char *text = json_string_value(value);
    return text != NULL && strlen(text) == json_string_length(value) ? text : NULL;
}

static bool read_name(const json_t *object, const char *field, char **name,
                      const struct place *place)
{
    const char *text = text_of(object, field);
    if (text == NULL || !is_name(text)) {
        return wrong(place, field);
    }
    *name = memory_copy_string(text);
    return true;
}

static bool read_digits(const json_t *object, const char *field, char *digits, size_t length,
                        const struct place *place)
{
    const char *text = text_of(object, field);
    if (text == NULL || !is_digits(text, length)) {
        return wrong(place, field);
    }
    memcpy(digits, text, length + 1);
    return true;
}

static bool read_number(const json_t *object, const char *field, int64_t least, int64_t most,
                        int64_t *number, const struct place *place)
{
    const json_t *value = json_object_get(object, field);
    if (!json_is_integer(value) || json_integer_value(value) < least ||
        json_integer_value(value) > most) {
        return wrong(place, field);
    }
    *number = json_integer_value(value);
    return true;
}

static bool read_status(const json_t *object, bool of_check, enum status *status,
                        const struct place *place)
{
    const char *text = text_of(object, "status");
    if (text == NULL || !status_from_name(text, status)) {
        return wrong(place, "status");
    }
    bool judged = *status == STATUS_PASS || *status == STATUS_FAIL;
    bool checked =
        judged || *status == STATUS_CRASH || *status == STATUS_TIMEOUT || *status == STATUS_SKIP;
    return (of_check ? checked : judged) || wrong(place, "status");
}

static bool read_sentence(const json_t *failure, const char *field, char **sentence,
                          const struct place *place)
{
    if (json_is_null(json_object_get(failure, field))) {
        return true;
    }
    const char *text = text_of(failure, field);
    if (text == NULL || strlen(text) > ATTEMPT_TEXT_BYTES) {
        return wrong(place, field);
    }
    *sentence = memory_copy_string(text);
    return true;
}

static bool read_failure(const json_t *object, struct attempt *attempt, const struct place *place)
{
    const json_t *failure = json_object_get(object, "failure");
    if (json_is_null(failure)) {
        return true;
    }
    return json_is_object(failure)
               ? read_name(failure, "check", &attempt->failure_check, place) &&
                     read_sentence(failure, "title", &attempt->failure_title, place) &&
                     read_sentence(failure, "line", &attempt->failure_line, place)
               : wrong(place, "failure");
}

static bool read_checks(const json_t *object, struct attempt *attempt, const struct place *place)
{
    const json_t *checks = json_object_get(object, "checks");
    if (!json_is_array(checks) || json_array_size(checks) > ATTEMPT_CHECKS_MAX) {
        return wrong(place, "checks");
    }
    for (size_t i = 0; i < json_array_size(checks); i++) {
        const json_t *check = json_array_get(checks, i);
        const char *id = text_of(check, "id");
        enum status status = STATUS_SKIP;
        if (id == NULL || !is_name(id)) {
            return wrong(place, "checks");
        }
        if (!read_status(check, true, &status, place)) {
            return false;
        }
        attempt_append_check(attempt, id, status);
    }
    return true;
}

static bool read_attempt(const json_t *object, struct attempt *attempt, const struct place *place)
{
    if (!json_is_boolean(json_object_get(object, "fast"))) {
        return wrong(place, "fast");
    }
    attempt->fast = json_is_true(json_object_get(object, "fast"));
    struct score *score = &attempt->score;
    return read_digits(object, "id", attempt->id, ATTEMPT_ID_LENGTH, place) &&
           read_number(object, "time_ms", 1, time_ms_max, &attempt->time_ms, place) &&
           read_name(object, "exercise", &attempt->exercise, place) &&
           read_digits(object, "source_sha256", attempt->source_sha256,
                       sizeof attempt->source_sha256 - 1, place) &&
           read_status(object, false, &attempt->status, place) &&
           read_number(object, "possible_hundredths", 0, number_max, &score->possible_hundredths,
                       place) &&
           read_number(object, "earned_hundredths", 0, score->possible_hundredths,
                       &score->earned_hundredths, place) &&
           read_number(object, "duration_ms", 0, number_max, &attempt->duration_ms, place) &&
           read_failure(object, attempt, place) && read_checks(object, attempt, place);
}

static bool read_help(const json_t *object, bool hint, struct help *help, const struct place *place)
{
    int64_t level = 0;
    if (hint && !read_number(object, "level", 1, STANDING_HINTS_MAX, &level, place)) {
        return false;
    }
    help->level = (unsigned)level;
    return read_name(object, "exercise", &help->exercise, place) &&
           read_number(object, "time_ms", 1, time_ms_max, &help->time_ms, place);
}

static bool read_attempts(const json_t *document, const char *name, struct attempts *attempts,
                          struct error *err)
{
    const json_t *list = json_object_get(document, "attempts");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const struct place place = {name, "attempts", i, err};
        struct attempt *attempt = memory_append(&attempts->items, &attempts->count);
        if (!read_attempt(json_array_get(list, i), attempt, &place)) {
            return false;
        }
    }
    return true;
}

static bool read_helps(const json_t *document, const char *name, const char *field,
                       struct helps *helps, struct error *err)
{
    const json_t *list = json_object_get(document, field);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const struct place place = {name, field, i, err};
        struct help *help = memory_append(&helps->items, &helps->count);
        if (!read_help(json_array_get(list, i), strcmp(field, "hints") == 0, help, &place)) {
            return false;
        }
    }
    return true;
}

static bool check_document(const json_t *document, const char *name, struct error *err)
{
    const char *kind = text_of(document, "kind");
    const json_t *version = json_object_get(document, "format_version");
    bool lists = json_is_array(json_object_get(document, "attempts")) &&
                 json_is_array(json_object_get(document, "hints")) &&
                 json_is_array(json_object_get(document, "reveals"));
    if (kind == NULL || strcmp(kind, "workbook-progress") != 0 || !json_is_integer(version)) {
        return error_set(err, "%s is no record that 'progress export' has written", name);
    }
    if (json_integer_value(version) != FORMAT_VERSION) {
        return error_set(err, "%s has format %lld; this version of the workbook knows format %d",
                         name, (long long)json_integer_value(version), FORMAT_VERSION);
    }
    return lists || error_set(err, "%s is not whole: it lacks a list", name);
}

static bool read_document(const char *name, const json_t *document, struct attempts *attempts,
                          struct helps *helps, struct error *err)
{
    return check_document(document, name, err) && read_attempts(document, name, attempts, err) &&
           read_helps(document, name, "hints", helps, err) &&
           read_helps(document, name, "reveals", helps, err);
}

bool import_parse(const char *name, const char *bytes, size_t length, struct attempts *attempts,
                  struct helps *helps, struct error *err)
{
    *attempts = (struct attempts){0};
    *helps = (struct helps){0};
    json_error_t fault;
    json_t *document = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &fault);
    if (document == NULL) {
        return error_set(err, "%s is no record that 'progress export' has written: %s (line %d)",
                         name, fault.text, fault.line);
    }
    bool valid = read_document(name, document, attempts, helps, err);
    json_decref(document);
    if (!valid) {
        attempts_finish(attempts);
        helps_finish(helps);
    }
    return valid;
}

bool import_json(struct progress *progress, const char *name, const char *bytes, size_t length,
                 struct import_result *result, struct error *err)
{
    AUTO_ATTEMPTS struct attempts attempts = {0};
    AUTO_HELPS struct helps helps = {0};
    if (!import_parse(name, bytes, length, &attempts, &helps, err)) {
        return false;
    }
    result->attempts = attempts.count;
    return progress_merge(progress, &attempts, &helps, &result->fresh, err);
}
