#include "selftest/mutation/generated_report.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <inttypes.h>
#include <string.h>

enum { NAME_COLUMNS = 24 };

static void write_tone(const struct report_style *style, struct text *out, enum report_tone tone,
                       const char *head, const char *words, const char *tail)
{
    text_append(out, head);
    report_style_append(style, out, tone, words);
    text_append(out, tail);
}

static void write_score(const size_t counts[FATES], struct text *out)
{
    int score = generated_score(counts);
    if (score >= 0) {
        text_format(out, ", mutation score %d.%d %%", score / 10, score % 10);
    }
}

static void write_counts(const size_t counts[FATES], struct text *out)
{
    text_format(out, "%zu killed, %zu explained, %zu left to the races stage, %zu survived",
                counts[FATE_KILLED], counts[FATE_EXPLAINED], counts[FATE_LEFT_TO_RACES],
                counts[FATE_SURVIVED]);
    if (counts[FATE_UNJUDGED] > 0) {
        text_format(out, ", %zu not judged", counts[FATE_UNJUDGED]);
    }
    text_format(out, ", %zu stillborn", counts[FATE_STILLBORN]);
}

static void write_head(const struct generated_exercise *exercise, const struct report_style *style,
                       struct text *out)
{
    bool kept = generated_exercise_state(exercise) == PROMISE_KEPT;
    const char *symbol = style->utf8 ? (kept ? "✓" : "✗") : (kept ? "ok" : "no");
    write_tone(style, out, kept ? TONE_GOOD : TONE_BAD, "  ", symbol, " ");
    text_format(out, "%-*s  %zu of %zu generated mutants", NAME_COLUMNS, exercise->manifest->folder,
                generated_asked(exercise->counts), exercise->mutants.count);
    write_score(exercise->counts, out);
    text_append(out, "\n      ");
    write_counts(exercise->counts, out);
    text_append(out, "\n");
}

/* As a string of libconfig. */
static char *quote(const char *words)
{
    AUTO_TEXT struct text out = {0};
    for (; *words != '\0'; words++) {
        text_append(&out, *words == '"' || *words == '\\' ? "\\" : "");
        text_append_bytes(&out, words, 1);
    }
    return text_steal(&out);
}

static void write_survivor(const struct generated_exercise *exercise, const struct mutant *mutant,
                           const struct report_style *style, struct text *out)
{
    AUTO_FREE char *place = memory_format("%s:%u", exercise->manifest->source, mutant->line);
    AUTO_FREE char *quoted = quote(mutant->identity);
    write_tone(style, out, TONE_BAD, "    ", "survived", " ");
    write_tone(style, out, TONE_STRONG, "", place, "\n");
    write_tone(style, out, TONE_PLAIN, "      - ", mutant->before, "\n");
    write_tone(style, out, TONE_PLAIN, "      + ", mutant->after, "\n");
    write_tone(style, out, TONE_FAINT, "      mutant = \"", quoted, "\";\n");
}

static void write_findings(const struct generated_exercise *exercise,
                           const struct report_style *style, struct text *out)
{
    for (size_t i = 0; i < exercise->mutants.count; i++) {
        const struct generated_mutant *result = &exercise->results[i];
        if (result->fate == FATE_SURVIVED) {
            write_survivor(exercise, &exercise->mutants.items[i], style, out);
        } else if (result->fate == FATE_UNJUDGED) {
            write_tone(style, out, TONE_WARN, "    ", "error", " ");
            write_tone(style, out, TONE_PLAIN, "", exercise->mutants.items[i].identity, ": ");
            write_tone(style, out, TONE_PLAIN, "", result->by, "\n");
        }
    }
    for (size_t i = 0; i < exercise->stale_count; i++) {
        write_tone(style, out, TONE_BAD, "    ", "stale", " equivalents.cfg ");
        write_tone(style, out, TONE_PLAIN, "", exercise->stale[i], "\n");
    }
}

void generated_text_write(const struct generated *generated, const struct report_style *style,
                          struct text *out)
{
    size_t counts[FATES] = {0};
    text_append(out, "\n");
    for (size_t i = 0; i < generated->exercise_count; i++) {
        const struct generated_exercise *exercise = &generated->exercises[i];
        write_head(exercise, style, out);
        write_findings(exercise, style, out);
        for (int fate = 0; fate < FATES; fate++) {
            counts[fate] += exercise->counts[fate];
        }
    }
    text_format(out, "\n  %zu generated mutants: ", generated_asked(counts));
    write_counts(counts, out);
    write_score(counts, out);
    text_format(out, ", in %" PRId64 ".%" PRId64 " seconds.\n\n", generated->duration_ms / 1000,
                generated->duration_ms % 1000 / 100);
}
