#include "selftest/rounds_report.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "report/json_text.h"

#include <inttypes.h>

enum { INDENT = 4, WORD_INDENT = 6 };

static size_t flips_of_source(const struct selftest *selftest, const struct selftest_flip *flip)
{
    size_t count = 0;
    for (size_t i = 0; i < selftest->flip_count; i++) {
        const struct selftest_flip *other = &selftest->flips[i];
        count += other->exercise == flip->exercise && other->source == flip->source;
    }
    return count;
}

static void write_flip(const struct selftest *selftest, const struct selftest_flip *flip,
                       const struct report_style *style, struct text *out)
{
    const struct bank *bank = &selftest->exercises[flip->exercise].bank;
    const struct repeat_difference *difference = &flip->difference;
    AUTO_FREE char *words = memory_format(
        "%s %s, round %u (%s), %s%s%s: %s, was %s%s%s (differs in %zu of %zu rounds)",
        bank_kind_name(bank->sources[flip->source].kind), bank->sources[flip->source].name,
        flip->round + 1, load_name(flip->profile), bank->manifest->folder,
        difference->check != NULL ? "/" : "", difference->check != NULL ? difference->check : "",
        difference->after, difference->before, difference->observed != NULL ? "; " : "",
        difference->observed != NULL ? difference->observed : "", flips_of_source(selftest, flip),
        selftest->round_count - 1);
    text_append_repeated(out, ' ', INDENT);
    report_style_append(style, out, TONE_BAD, "differs");
    text_append(out, " ");
    report_style_wrap(style, out, WORD_INDENT, words);
    text_append(out, "\n");
}

static void write_round(const struct selftest_round *round, unsigned number, struct text *out)
{
    text_format(out, "    round %-3u %-9s %6" PRId64 ".%" PRId64 " s", number + 1,
                load_name(round->profile), round->duration_ms / 1000,
                round->duration_ms % 1000 / 100);
    uint64_t calls = atomic_load(&round->delays.calls);
    if (calls > 0) {
        text_format(out, ", %" PRIu64 " of %" PRIu64 " system calls delayed",
                    atomic_load(&round->delays.delayed), calls);
    }
    if (round->broken_off) {
        text_format(out, ", broken off after %zu sources", round->graded);
    }
    if (round->flips > 0) {
        text_format(out, ", %zu differ", round->flips);
    }
    text_append(out, "\n");
}

void rounds_report_write(const struct selftest *selftest, const struct report_style *style,
                         struct text *out)
{
    if (selftest->round_count < 2) {
        return;
    }
    text_append(out, "\n");
    for (size_t i = 0; i < selftest->flip_count; i++) {
        write_flip(selftest, &selftest->flips[i], style, out);
    }
    for (size_t i = 0; i < selftest->round_count; i++) {
        write_round(&selftest->rounds[i], (unsigned)i, out);
    }
    size_t whole = selftest->round_count - selftest->rounds[selftest->round_count - 1].broken_off;
    text_format(out, "\n  %zu round%s %s %zu sources: %zu verdicts differ\n", whole,
                whole == 1 ? "" : "s", style->utf8 ? "×" : "x", selftest->rounds[whole > 1].graded,
                selftest->flip_count);
}

json_t *rounds_report_rounds(const struct selftest *selftest)
{
    json_t *rounds = json_array();
    for (size_t i = 0; i < selftest->round_count; i++) {
        const struct selftest_round *round = &selftest->rounds[i];
        json_array_append_new(
            rounds,
            json_pack("{s:s, s:I, s:I, s:I, s:I, s:I}", "load", load_name(round->profile),
                      "gradings", (json_int_t)round->graded, "flips", (json_int_t)round->flips,
                      "duration_ms", (json_int_t)round->duration_ms, "calls_seen",
                      (json_int_t)atomic_load(&round->delays.calls), "calls_delayed",
                      (json_int_t)atomic_load(&round->delays.delayed)));
    }
    return rounds;
}

json_t *rounds_report_flips(const struct selftest *selftest)
{
    json_t *flips = json_array();
    for (size_t i = 0; i < selftest->flip_count; i++) {
        const struct selftest_flip *flip = &selftest->flips[i];
        const struct bank *bank = &selftest->exercises[flip->exercise].bank;
        json_array_append_new(
            flips,
            json_pack(
                "{s:s, s:s, s:o, s:i, s:s, s:o, s:o, s:o, s:o}", "exercise", bank->manifest->folder,
                "kind", bank_kind_name(bank->sources[flip->source].kind), "name",
                json_text(bank->sources[flip->source].name), "round", (int)flip->round + 1, "load",
                load_name(flip->profile), "check", json_text(flip->difference.check), "before",
                json_text(flip->difference.before), "after", json_text(flip->difference.after),
                "observed", json_text(flip->difference.observed)));
    }
    return flips;
}
