#include "report/report_parts.h"

#include "base/memory.h"
const char *parts_symbol(enum status status, const struct report_style *style)
{
    switch (status) {
    case STATUS_PASS:
        return style->utf8 ? "\u2713" : "+";
    case STATUS_SKIP:
        return "-";
    case STATUS_MISSING:
    case STATUS_ERROR:
        return style->utf8 ? "\u2013" : "?";
    default:
        return style->utf8 ? "\u2717" : "x";
    }
}

enum report_tone parts_tone(enum status status)
{
    switch (status) {
    case STATUS_PASS:
        return TONE_GOOD;
    case STATUS_SKIP:
        return TONE_FAINT;
    case STATUS_ERROR:
        return TONE_WARN;
    default:
        return TONE_BAD;
    }
}

const char *parts_word(enum status status)
{
    static const char *const words[] = {
        [STATUS_SKIP] = "not judged",  [STATUS_PASS] = "passed",       [STATUS_FAIL] = "failed",
        [STATUS_CRASH] = "crashed",    [STATUS_TIMEOUT] = "timed out", [STATUS_MISSING] = "missing",
        [STATUS_ERROR] = "not judged",
    };
    return words[status];
}

void parts_append_points(struct text *out, int64_t hundredths)
{
    if (hundredths % 100 == 0) {
        text_format(out, "%lld", (long long)(hundredths / 100));
    } else {
        text_format(out, "%lld.%02lld", (long long)(hundredths / 100),
                    (long long)(hundredths % 100));
    }
}

void parts_begin_line(struct text *out)
{
    text_append_repeated(out, ' ', PARTS_INDENT);
}

void parts_write_heading(const struct report_style *style, struct text *out, const char *heading)
{
    text_append(out, "\n");
    parts_begin_line(out);
    report_style_append(style, out, TONE_STRONG, heading);
    text_append(out, "\n");
}

void parts_append_place(const struct report_style *style, struct text *out, const char *file,
                        unsigned line, unsigned column)
{
    AUTO_TEXT struct text place = {0};
    text_append(&place, file);
    if (line > 0) {
        text_format(&place, ":%u", line);
    }
    if (line > 0 && column > 0) {
        text_format(&place, ":%u", column);
    }
    report_style_append(style, out, TONE_STRONG, text_string(&place));
}

static bool has_check(const struct exercise_verdict *exercise, enum stage stage)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        if (exercise->checks[i].stage == stage) {
            return true;
        }
    }
    return false;
}

static bool lacks_races(const struct exercise_verdict *exercise)
{
    return exercise->stages[STAGE_RACES].not_asked && has_check(exercise, STAGE_RACES);
}

const char *parts_left_out(const struct verdict *verdict)
{
    const char *words = NULL;
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        const struct exercise_verdict *exercise = verdict->exercises[i];
        if (!exercise->stages[STAGE_MEMORY].not_asked) {
            continue;
        }
        if (lacks_races(exercise)) {
            return "Graded without Valgrind and the search for races (--fast): a memory fault or a "
                   "race can hide.";
        }
        words = "Graded without Valgrind (--fast): a memory fault can hide.";
    }
    return words;
}

char *parts_unchecked_races(const struct exercise_verdict *exercise)
{
    const struct stage_verdict *races = &exercise->stages[STAGE_RACES];
    if (exercise->status != STATUS_PASS || !lacks_races(exercise) ||
        exercise->stages[STAGE_MEMORY].not_asked || races->message == NULL) {
        return NULL;
    }
    return memory_format("Races in %02u-%s: %s. One can hide (docs/races.md).", exercise->number,
                         exercise->name, races->message);
}
