#include "selftest/promise.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const char *promise_state_name(enum promise_state state)
{
    static const char *const names[] = {
        [PROMISE_NOT_ASKED] = "skip",
        [PROMISE_KEPT] = "kept",
        [PROMISE_BROKEN] = "broken",
        [PROMISE_UNJUDGED] = "error",
    };
    return names[state];
}

const char *promise_status_word(enum promise_state state)
{
    return state == PROMISE_UNJUDGED ? "error" : state == PROMISE_BROKEN ? "fail" : "pass";
}

void promise_finish(struct promise *promise)
{
    free(promise->reason);
    free(promise->warning);
    *promise = (struct promise){0};
}

static void settle(struct promise *promise, enum promise_state state, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void settle(struct promise *promise, enum promise_state state, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    promise->state = state;
    promise->reason = memory_format_list(format, arguments);
    va_end(arguments);
}

static bool is_failed(const struct check_verdict *check)
{
    return check->status == STATUS_FAIL || check->status == STATUS_CRASH ||
           check->status == STATUS_TIMEOUT;
}

static const struct check_verdict *first_failed_check(const struct exercise_verdict *exercise)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        if (is_failed(&exercise->checks[i])) {
            return &exercise->checks[i];
        }
    }
    return NULL;
}

/* What the first stage of that status has to say. */
static char *describe_stage(const struct exercise_verdict *exercise, enum status status)
{
    for (int stage = 0; stage < STAGE_COUNT; stage++) {
        const struct stage_verdict *found = &exercise->stages[stage];
        if (found->status == status) {
            return memory_format("%s: %s", stage_name((enum stage)stage),
                                 found->message != NULL ? found->message : "no more is known");
        }
    }
    return memory_format("its status is %s", status_name(exercise->status));
}

/* "behaviour/create-new: fail: segment_create returned -1 …", or what a stage has to say. */
static char *describe_failure(const struct exercise_verdict *exercise)
{
    const struct check_verdict *check = first_failed_check(exercise);
    if (check == NULL) {
        return describe_stage(exercise, STATUS_FAIL);
    }
    return memory_format("%s/%s: %s: %s", stage_name(check->stage), check->id,
                         status_name(check->status),
                         check->observed != NULL ? check->observed : "no more is known");
}

static void judge_stub(struct promise *promise, const struct exercise_verdict *exercise)
{
    if (exercise->stages[STAGE_BUILD].status != STATUS_PASS) {
        AUTO_FREE char *why = describe_failure(exercise);
        settle(promise, PROMISE_BROKEN, "it is not built (%s)", why);
        return;
    }
    AUTO_TEXT struct text passed = {0};
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        if (check->stage == STAGE_BEHAVIOUR && !is_failed(check)) {
            text_format(&passed, "%s%s", passed.length > 0 ? ", " : "", check->id);
        }
    }
    if (passed.length > 0) {
        settle(promise, PROMISE_BROKEN, "it does not fail at %s", text_string(&passed));
    } else if (exercise->status != STATUS_FAIL) {
        settle(promise, PROMISE_BROKEN, "its status is %s, not fail",
               status_name(exercise->status));
    }
}

static void judge_right(struct promise *promise, const struct exercise_verdict *exercise)
{
    if (exercise->status != STATUS_PASS) {
        AUTO_FREE char *why = describe_failure(exercise);
        settle(promise, PROMISE_BROKEN, "it does not pass (%s)", why);
    }
}

/* A mutant that its check does not catch: by whom else, if by anybody? */
static void explain_escape(struct promise *promise, const struct bank_source *source,
                           const struct exercise_verdict *exercise)
{
    const struct check_verdict *other = first_failed_check(exercise);
    const char *stage = stage_name(source->stage);
    const char *check = source->check != NULL ? source->check : "";
    const char *slash = source->check != NULL ? "/" : "";
    if (exercise->status == STATUS_PASS) {
        settle(promise, PROMISE_BROKEN, "it passes; %s%s%s should catch it", stage, slash, check);
    } else if (other == NULL) {
        AUTO_FREE char *why = describe_failure(exercise);
        settle(promise, PROMISE_BROKEN, "%s%s%s does not catch it (%s)", stage, slash, check, why);
    } else {
        settle(promise, PROMISE_BROKEN, "%s%s%s does not catch it, %s/%s does", stage, slash, check,
               stage_name(other->stage), other->id);
    }
}

static void judge_mutant(struct promise *promise, const struct bank_source *source,
                         const struct exercise_verdict *exercise)
{
    bool stage_failed = exercise->stages[source->stage].status == STATUS_FAIL;
    const struct check_verdict *named =
        source->check != NULL ? exercise_verdict_find_check(exercise, source->check) : NULL;
    bool check_failed = source->check == NULL || (named != NULL && is_failed(named));
    if (!stage_failed || !check_failed) {
        explain_escape(promise, source, exercise);
        return;
    }
    const struct check_verdict *first = first_failed_check(exercise);
    if (named != NULL && first != named) {
        promise->warning =
            memory_format("%s/%s catches it, and %s/%s does so before", stage_name(source->stage),
                          source->check, stage_name(first->stage), first->id);
    }
}

void promise_judge(struct promise *promise, const struct bank_source *source,
                   const struct exercise_verdict *exercise)
{
    *promise = (struct promise){.state = PROMISE_KEPT};
    if (source->header_fault != NULL) {
        settle(promise, PROMISE_BROKEN, "%s", source->header_fault);
    } else if (exercise->status == STATUS_ERROR) {
        AUTO_FREE char *why = describe_stage(exercise, STATUS_ERROR);
        settle(promise, PROMISE_UNJUDGED, "it could not be judged (%s)", why);
    } else if (exercise->status == STATUS_MISSING) {
        settle(promise, PROMISE_BROKEN, "%s is not there", source->path);
    } else if (source->kind == BANK_STUB) {
        judge_stub(promise, exercise);
    } else if (source->kind == BANK_MUTANT) {
        judge_mutant(promise, source, exercise);
    } else {
        judge_right(promise, exercise);
    }
}
