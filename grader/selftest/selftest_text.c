#include "selftest/selftest_report.h"

#include "selftest/rounds_report.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "selftest/structure_report.h"

#include <inttypes.h>

enum { NAME_COLUMNS = 24, REASON_INDENT = 6 };

static const char *symbol_of(enum promise_state state, const struct report_style *style)
{
    switch (state) {
    case PROMISE_KEPT:
        return style->utf8 ? "✓" : "ok";
    case PROMISE_UNJUDGED:
        return style->utf8 ? "–" : "??";
    default:
        return style->utf8 ? "✗" : "no";
    }
}

static enum report_tone tone_of(enum promise_state state)
{
    return state == PROMISE_KEPT ? TONE_GOOD : state == PROMISE_UNJUDGED ? TONE_WARN : TONE_BAD;
}

static void write_score(const struct selftest_exercise *exercise, enum bank_kind kind,
                        const char *words, struct text *line)
{
    struct selftest_score score = selftest_count(exercise, kind);
    if (score.asked > 0) {
        text_format(line, "%s%zu of %zu %s", line->length > 0 ? ", " : "", score.kept, score.asked,
                    words);
    }
}

static void write_exercise_line(const struct selftest_exercise *exercise,
                                const struct report_style *style, struct text *out)
{
    enum promise_state state = selftest_exercise_state(exercise);
    AUTO_TEXT struct text line = {0};
    write_score(exercise, BANK_MUTANT, "mutants caught", &line);
    write_score(exercise, BANK_ALTERNATIVE, "alternatives pass", &line);
    write_score(exercise, BANK_SOLUTION, "solution passes", &line);
    write_score(exercise, BANK_STUB, "stub fails", &line);
    text_append(&line, line.length > 0 && exercise->structure.coverage.sentences > 0 ? ", " : "");
    structure_write_coverage(&exercise->structure, &line);
    text_append(out, "  ");
    report_style_append(style, out, tone_of(state), symbol_of(state, style));
    text_format(out, " %-*s  %s\n", NAME_COLUMNS, exercise->bank.manifest->folder,
                text_string(&line));
}

static void write_finding(const struct report_style *style, struct text *out, enum report_tone tone,
                          const char *word, const char *name, const char *sentence)
{
    AUTO_FREE char *words = memory_format("%s: %s", name, sentence);
    text_append_repeated(out, ' ', REASON_INDENT - 2);
    report_style_append(style, out, tone, word);
    text_append(out, " ");
    report_style_wrap(style, out, REASON_INDENT, words);
    text_append(out, "\n");
}

static void write_broken_messages(const struct selftest_exercise *exercise,
                                  const struct report_style *style, struct text *out)
{
    for (size_t i = 0; i < exercise->bank.count; i++) {
        if (exercise->messages[i].reason != NULL) {
            write_finding(style, out, TONE_BAD, "message", exercise->bank.sources[i].name,
                          exercise->messages[i].reason);
        }
    }
    for (size_t i = 0; i < exercise->orphan_count; i++) {
        AUTO_FREE char *name = memory_format("messages/%s", exercise->orphans[i]);
        write_finding(style, out, TONE_BAD, "message", name, "there is no mutant of that name");
    }
}

static void write_findings(const struct selftest_exercise *exercise,
                           const struct report_style *style, struct text *out)
{
    const struct bank *bank = &exercise->bank;
    for (size_t i = 0; i < exercise->uncovered_count; i++) {
        write_finding(style, out, TONE_BAD, "broken", exercise->uncovered[i],
                      "no mutant names this check, so nothing proves that it catches anything");
    }
    for (size_t i = 0; i < bank->count; i++) {
        const struct promise *promise = &exercise->promises[i];
        if (promise->reason != NULL) {
            bool broken = promise->state == PROMISE_BROKEN;
            AUTO_FREE char *name = memory_format(
                "%s%s%s", bank_kind_name(bank->sources[i].kind),
                bank->sources[i].kind >= BANK_ALTERNATIVE ? " " : "",
                bank->sources[i].kind >= BANK_ALTERNATIVE ? bank->sources[i].name : "");
            write_finding(style, out, tone_of(promise->state), broken ? "broken" : "error", name,
                          promise->reason);
        }
    }
    write_broken_messages(exercise, style, out);
    for (size_t i = 0; i < bank->count; i++) {
        if (exercise->promises[i].warning != NULL) {
            write_finding(style, out, TONE_WARN, "warning", bank->sources[i].name,
                          exercise->promises[i].warning);
        }
    }
    structure_write_findings(&exercise->structure, style, REASON_INDENT, out);
}

static void write_total(const struct selftest *selftest, struct text *out)
{
    struct selftest_score mutants = {0}, all = {0};
    size_t messages = 0, not_compared = 0;
    for (size_t i = 0; i < selftest->exercise_count; i++) {
        const struct selftest_exercise *exercise = &selftest->exercises[i];
        messages += selftest_count_messages(exercise, MESSAGE_BROKEN) + exercise->orphan_count;
        not_compared += selftest_count_messages(exercise, MESSAGE_NOT_COMPARED);
        for (int kind = 0; kind < BANK_KINDS; kind++) {
            struct selftest_score score = selftest_count(exercise, (enum bank_kind)kind);
            all.kept += score.kept;
            all.asked += score.asked;
            mutants.kept += kind == BANK_MUTANT ? score.kept : 0;
            mutants.asked += kind == BANK_MUTANT ? score.asked : 0;
        }
    }
    text_append(out, "\n  ");
    if (all.asked > 0) {
        text_format(out, "%zu of %zu promises kept", all.kept, all.asked);
    } else {
        text_append(out, "nothing was graded");
    }
    if (mutants.asked > 0) {
        text_format(out, ", %zu of %zu mutants caught", mutants.kept, mutants.asked);
    }
    if (mutants.asked > 0 && selftest->sample.every > 1) {
        text_format(out, " (a sample, one of %u; of the alternatives every third under Valgrind)",
                    selftest->sample.every);
    }
    if (messages > 0) {
        text_format(out, ", %zu message%s not as stored", messages, messages == 1 ? "" : "s");
    }
    text_format(out, ", in %" PRId64 ".%" PRId64 " seconds.\n\n", selftest->duration_ms / 1000,
                selftest->duration_ms % 1000 / 100);
    if (not_compared > 0) {
        text_format(out,
                    "  %zu message%s not compared with what is stored, which needs the full "
                    "sandbox.\n\n",
                    not_compared, not_compared == 1 ? " was" : "s were");
    }
}

void selftest_text_write(const struct selftest *selftest, const struct report_style *style,
                         struct text *out)
{
    text_append(out, "\n");
    for (size_t i = 0; i < selftest->exercise_count; i++) {
        write_exercise_line(&selftest->exercises[i], style, out);
        write_findings(&selftest->exercises[i], style, out);
    }
    rounds_report_write(selftest, style, out);
    write_total(selftest, out);
}
