#include "pages/findings.h"

#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "report/leak_faults.h"

static struct finding *append(struct findings *findings, unsigned line, const char *label)
{
    struct finding *finding = memory_append(&findings->items, &findings->count);
    finding->line = line;
    finding->label = memory_copy_string(label);
    return finding;
}

static void collect_diagnostics(struct findings *findings, const struct exercise_verdict *exercise,
                                enum stage stage)
{
    for (size_t i = 0; i < exercise->diagnostic_count; i++) {
        const struct diagnostic *diagnostic = &exercise->diagnostics[i];
        if (diagnostic->stage == stage) {
            AUTO_FREE char *label = stage == STAGE_BUILD
                                        ? memory_format("Compiler %s", diagnostic->severity)
                                        : memory_copy_string("Valgrind");
            append(findings, diagnostic->line, label)->words =
                memory_copy_string(diagnostic->message);
        }
    }
}

static const char *check_label(enum status status)
{
    switch (status) {
    case STATUS_CRASH:
        return "Crashed";
    case STATUS_TIMEOUT:
        return "Timed out";
    default:
        return "Failed";
    }
}

static void collect_checks(struct findings *findings, const struct exercise_verdict *exercise)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        if (check->status != STATUS_SKIP && exercise_verdict_check_failed(exercise, check)) {
            struct finding *finding =
                append(findings, check->location.line, check_label(check->status));
            finding->check = check;
            finding->words = memory_copy_string(check->title);
        }
    }
}

/* After findings alone: where there is none, the sentence about the exercise says why (findings_none_words). */
static void collect_unreached(struct findings *findings, const struct exercise_verdict *exercise)
{
    size_t count = 0;
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        count += check->stage == STAGE_BEHAVIOUR && check->status == STATUS_SKIP &&
                 exercise_verdict_check_failed(exercise, check);
    }
    if (count > 0 && findings->count > 0 && findings->items[findings->count - 1].check != NULL) {
        append(findings, 0, "Not run")->words =
            memory_format("%zu more check%s, which bring%s no points", count, count == 1 ? "" : "s",
                          count == 1 ? "s" : "");
    }
}

static void collect_leak(struct findings *findings, const struct leak_fault *fault)
{
    AUTO_TEXT struct text words = {0};
    const struct leak *leak = fault->leak;
    text_append(&words, leak_kind_words(leak->kind));
    if (leak->id != NULL) {
        text_format(&words, " %s", leak->id);
    }
    if (leak->bytes >= 0) {
        text_format(&words, ", %lld bytes", (long long)leak->bytes);
    }
    if (leak->check != NULL) {
        text_format(&words, ", after check %s", leak->check);
    }
    if (leak->check != NULL && fault->other_checks > 0) {
        text_format(&words, " and %zu more", fault->other_checks);
    }
    append(findings, leak->location.line, "Left behind")->words = text_steal(&words);
}

static void collect_leaks(struct findings *findings, const struct exercise_verdict *exercise)
{
    AUTO_LEAK_FAULTS struct leak_faults faults;
    leak_faults_find(exercise, &faults);
    for (size_t i = 0; i < faults.count; i++) {
        collect_leak(findings, &faults.items[i]);
    }
}

void findings_collect(struct findings *findings, const struct exercise_verdict *exercise)
{
    *findings = (struct findings){0};
    collect_diagnostics(findings, exercise, STAGE_BUILD);
    collect_checks(findings, exercise);
    collect_unreached(findings, exercise);
    collect_diagnostics(findings, exercise, STAGE_MEMORY);
    collect_leaks(findings, exercise);
}

void findings_finish(struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        free(findings->items[i].label);
        free(findings->items[i].words);
    }
    free(findings->items);
    *findings = (struct findings){0};
}

/* The first stage that says something, for it is what kept the others from being judged. */
static const char *stage_words(const struct exercise_verdict *exercise)
{
    for (int i = 0; i < STAGE_COUNT; i++) {
        const struct stage_verdict *stage = &exercise->stages[i];
        bool bad = stage->status == STATUS_ERROR || stage->status == STATUS_FAIL;
        if (bad && stage->message != NULL) {
            return stage->message;
        }
    }
    return NULL;
}

const char *findings_none_words(const struct exercise_verdict *exercise)
{
    const char *words = stage_words(exercise);
    switch (exercise->status) {
    case STATUS_PASS:
        return NULL;
    case STATUS_MISSING:
        return "The source was not handed in.";
    case STATUS_ERROR:
        return words != NULL ? words : "The grader could not judge this exercise.";
    default:
        return words != NULL ? words : "Some checks were not reached.";
    }
}
