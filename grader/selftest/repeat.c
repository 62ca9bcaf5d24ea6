#include "selftest/repeat.h"

#include "base/memory.h"
#include "report/report_json.h"

#include <stdlib.h>
#include <string.h>

static void clear_durations(struct exercise_verdict *exercise)
{
    exercise->duration_ms = 0;
    for (int stage = 0; stage < STAGE_COUNT; stage++) {
        exercise->stages[stage].duration_ms = 0;
    }
    for (size_t k = 0; k < exercise->check_count; k++) {
        exercise->checks[k].duration_ms = 0;
    }
}

static void write_all(struct verdict *verdict, struct text *out)
{
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        clear_durations(verdict->exercises[i]);
    }
    struct report_style plain = {0};
    report_json_write(verdict, &plain, out);
}

static bool is_failure(enum status status)
{
    return status != STATUS_PASS && status != STATUS_SKIP;
}

static void write_catch(const struct bank_source *source, const struct exercise_verdict *exercise,
                        struct text *out)
{
    const struct check_verdict *first = NULL;
    text_format(out, "build: %s\n", status_name(exercise->stages[STAGE_BUILD].status));
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        if (source->check != NULL && strcmp(check->id, source->check) == 0) {
            text_format(out, "the check that catches it: %s %s\n", check->id,
                        status_name(check->status));
        }
        first = first == NULL && is_failure(check->status) ? check : first;
    }
    text_format(out, "the first to fail: %s\n", first != NULL ? first->id : "none");
}

void repeat_write_comparable(const struct bank_source *source, struct verdict *verdict,
                             struct text *out)
{
    if (source->kind == BANK_SOLUTION || source->kind == BANK_ALTERNATIVE) {
        write_all(verdict, out);
    } else {
        write_catch(source, verdict->exercises[0], out);
    }
}

/* The rest of the line that begins there, without the comma that JSON may have at its end. */
static char *copy_line(const char *line)
{
    size_t length = strcspn(line, "\n");
    return memory_copy_bytes(line, length > 0 && line[length - 1] == ',' ? length - 1 : length);
}

static char *line_at(const char *text, size_t at)
{
    while (at > 0 && text[at - 1] != '\n') {
        at--;
    }
    return copy_line(text + at + strspn(text + at, " "));
}

/* The last "id" before the place: that of the check whose part it is. */
static char *check_at(const char *text, size_t at)
{
    static const char key[] = "\"id\": \"";
    const char *id = NULL;
    for (const char *next = strstr(text, key); next != NULL && next < text + at;
         next = strstr(next + 1, key)) {
        id = next + sizeof key - 1;
    }
    return id != NULL ? memory_copy_bytes(id, strcspn(id, "\"")) : NULL;
}

/* What comes after the status of that check says more than the status. */
static char *observation_after(const char *text, size_t at)
{
    static const char key[] = "\"observed\": \"";
    const char *next_check = strstr(text + at, "\"id\": ");
    const char *observed = strstr(text + at, key);
    bool same_check = observed != NULL && (next_check == NULL || observed < next_check);
    return same_check ? copy_line(observed + sizeof key - 2) : NULL;
}

static size_t common_length(const char *before, const char *after)
{
    size_t at = 0;
    while (before[at] != '\0' && before[at] == after[at]) {
        at++;
    }
    return at;
}

/* Grades and sums come before the checks that they are made of: where these differ they say why. */
static size_t skip_sums(const char *before, const char *after, size_t at)
{
    const char *checks_before = strstr(before, "\"checks\": [");
    const char *checks_after = strstr(after, "\"checks\": [");
    if (checks_before == NULL || checks_after == NULL ||
        checks_before - before != checks_after - after) {
        return at;
    }
    size_t begin = (size_t)(checks_before - before);
    size_t within = common_length(checks_before, checks_after);
    bool differs = checks_before[within] != checks_after[within];
    return at < begin && differs ? begin + within : at;
}

bool repeat_differ(const char *before, const char *after, struct repeat_difference *difference)
{
    size_t at = common_length(before, after);
    if (before[at] == after[at]) {
        return false;
    }
    at = skip_sums(before, after, at);
    *difference = (struct repeat_difference){.check = check_at(after, at),
                                             .before = line_at(before, at),
                                             .after = line_at(after, at),
                                             .observed = observation_after(after, at)};
    return true;
}

void repeat_difference_finish(struct repeat_difference *difference)
{
    free(difference->check);
    free(difference->before);
    free(difference->after);
    free(difference->observed);
    *difference = (struct repeat_difference){0};
}
