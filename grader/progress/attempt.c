#include "progress/attempt.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/utf8.h"

void attempt_finish(struct attempt *attempt)
{
    for (size_t i = 0; i < attempt->check_count; i++) {
        free(attempt->checks[i].id);
    }
    free(attempt->checks);
    free(attempt->exercise);
    free(attempt->failure_check);
    free(attempt->failure_title);
    free(attempt->failure_line);
    *attempt = (struct attempt){0};
}

bool attempt_is_worth_keeping(const struct exercise_verdict *exercise)
{
    bool judged = exercise->status == STATUS_PASS || exercise->status == STATUS_FAIL;
    return judged && exercise->source_sha256 != NULL && strlen(exercise->source_sha256) == 64;
}

void attempt_append_check(struct attempt *attempt, const char *id, enum status status)
{
    struct attempt_check *check = memory_append(&attempt->checks, &attempt->check_count);
    *check = (struct attempt_check){.id = memory_copy_string(id), .status = status};
}

size_t attempt_count_passed(const struct attempt *attempt)
{
    size_t passed = 0;
    for (size_t i = 0; i < attempt->check_count; i++) {
        passed += attempt->checks[i].status == STATUS_PASS ? 1 : 0;
    }
    return passed;
}

static void make_id(char id[ATTEMPT_ID_LENGTH + 1])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char random[ATTEMPT_ID_LENGTH / 2];
    /* Cannot fail for so few bytes (getrandom(2)). */
    ssize_t got = getrandom(random, sizeof random, 0);
    assert(got == (ssize_t)sizeof random);
    (void)got;
    for (size_t i = 0; i < sizeof random; i++) {
        id[2 * i] = digits[random[i] >> 4];
        id[2 * i + 1] = digits[random[i] & 15];
    }
    id[ATTEMPT_ID_LENGTH] = '\0';
}

/* Valid UTF-8, its blanks and newlines one space each, cut at a character. */
static char *in_one_line(const char *text)
{
    AUTO_TEXT struct text valid = {0};
    utf8_append_valid(&valid, text, strlen(text));
    AUTO_TEXT struct text line = {0};
    const char *at = text_string(&valid);
    while (*at != '\0') {
        uint32_t code = 0;
        size_t used = utf8_decode(at, strlen(at), &code);
        bool blank = code <= ' ';
        bool wanted = !blank || (line.length > 0 && text_string(&line)[line.length - 1] != ' ');
        if (line.length + used > ATTEMPT_TEXT_BYTES) {
            break;
        }
        if (wanted) {
            text_append_bytes(&line, blank ? " " : at, blank ? 1 : used);
        }
        at += used;
    }
    return text_steal(&line);
}

static void keep_build_failure(struct attempt *attempt, const struct exercise_verdict *exercise)
{
    attempt->failure_check = memory_copy_string(ATTEMPT_BUILD_FAILED);
    attempt->failure_title = memory_copy_string("it builds");
    for (size_t i = 0; i < exercise->diagnostic_count; i++) {
        const struct diagnostic *said = &exercise->diagnostics[i];
        if (said->stage == STAGE_BUILD && said->severity != NULL &&
            strcmp(said->severity, "error") == 0) {
            AUTO_FREE char *words = memory_format("%s:%u: %s", said->file != NULL ? said->file : "",
                                                  said->line, said->message);
            attempt->failure_line = in_one_line(words);
            return;
        }
    }
    const char *message = exercise->stages[STAGE_BUILD].message;
    attempt->failure_line = in_one_line(message != NULL ? message : "");
}

/* The first that was judged and failed; one that was never come to tells less. */
static const struct check_verdict *first_failed(const struct exercise_verdict *exercise)
{
    const struct check_verdict *skipped = NULL;
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        if (!exercise_verdict_check_failed(exercise, check)) {
            continue;
        }
        if (check->status != STATUS_SKIP) {
            return check;
        }
        skipped = skipped != NULL ? skipped : check;
    }
    return skipped;
}

static void keep_failure(struct attempt *attempt, const struct exercise_verdict *exercise)
{
    if (exercise->stages[STAGE_BUILD].status == STATUS_FAIL) {
        keep_build_failure(attempt, exercise);
        return;
    }
    const struct check_verdict *check = first_failed(exercise);
    if (check != NULL) {
        attempt->failure_check = memory_copy_string(check->id);
        attempt->failure_title = in_one_line(check->title);
        attempt->failure_line = in_one_line(check->observed != NULL ? check->observed : "");
    }
}

void attempt_make(struct attempt *attempt, const struct exercise_verdict *exercise, bool fast)
{
    assert(attempt_is_worth_keeping(exercise));
    *attempt = (struct attempt){
        .time_ms = clock_wall_ms(),
        .exercise = memory_copy_string(exercise->name),
        .status = exercise->status,
        .score = exercise->score,
        .fast = fast,
        .duration_ms = exercise->duration_ms,
    };
    make_id(attempt->id);
    memcpy(attempt->source_sha256, exercise->source_sha256, sizeof attempt->source_sha256);
    for (size_t i = 0; i < exercise->check_count; i++) {
        attempt_append_check(attempt, exercise->checks[i].id, exercise->checks[i].status);
    }
    if (exercise->status != STATUS_PASS) {
        keep_failure(attempt, exercise);
    }
}
