#include "model/verdict.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const char *const status_names[] = {
    [STATUS_SKIP] = "skip",   [STATUS_PASS] = "pass",       [STATUS_FAIL] = "fail",
    [STATUS_CRASH] = "crash", [STATUS_TIMEOUT] = "timeout", [STATUS_MISSING] = "missing",
    [STATUS_ERROR] = "error",
};

const char *status_name(enum status status)
{
    assert((unsigned)status < sizeof status_names / sizeof status_names[0]);
    return status_names[status];
}

bool status_from_name(const char *name, enum status *status)
{
    for (size_t i = 0; i < sizeof status_names / sizeof status_names[0]; i++) {
        if (strcmp(name, status_names[i]) == 0) {
            *status = (enum status)i;
            return true;
        }
    }
    return false;
}

static void location_finish(struct location *location)
{
    free(location->file);
    free(location->function);
    free(location->excerpt);
}

static void diagnostic_finish(struct diagnostic *diagnostic)
{
    free(diagnostic->file);
    free(diagnostic->severity);
    free(diagnostic->message);
    free(diagnostic->excerpt);
}

static void check_finish(struct check_verdict *check)
{
    free(check->id);
    free(check->title);
    free(check->did);
    free(check->expected);
    free(check->observed);
    free(check->look);
    schedule_destroy(check->schedule);
    location_finish(&check->location);
}

static void leak_finish(struct leak *leak)
{
    free(leak->kind);
    free(leak->id);
    free(leak->check);
    location_finish(&leak->location);
}

static void exercise_destroy(struct exercise_verdict *exercise)
{
    for (size_t i = 0; i < exercise->diagnostic_count; i++) {
        diagnostic_finish(&exercise->diagnostics[i]);
    }
    for (size_t i = 0; i < exercise->check_count; i++) {
        check_finish(&exercise->checks[i]);
    }
    for (size_t i = 0; i < exercise->leak_count; i++) {
        leak_finish(&exercise->leaks[i]);
    }
    for (int i = 0; i < STAGE_COUNT; i++) {
        free(exercise->stages[i].message);
    }
    free(exercise->diagnostics);
    free(exercise->checks);
    free(exercise->leaks);
    weakest_orders_destroy(exercise->weakest);
    free(exercise->name);
    free(exercise->folder);
    free(exercise->source);
    free(exercise->source_sha256);
    free(exercise);
}

struct verdict *verdict_create(void)
{
    return memory_allocate(1, sizeof(struct verdict));
}

void verdict_destroy(struct verdict *verdict)
{
    if (verdict == NULL) {
        return;
    }
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        exercise_destroy(verdict->exercises[i]);
    }
    free(verdict->exercises);
    free(verdict->grader_version);
    free(verdict->environment.sandbox);
    free(verdict->environment.compiler);
    free(verdict->environment.valgrind);
    free(verdict->environment.kernel);
    free(verdict);
}

static void append_checks(struct exercise_verdict *exercise, const struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->check_count; i++) {
        const struct manifest_check *promised = &manifest->checks[i];
        struct check_verdict *check = memory_append(&exercise->checks, &exercise->check_count);
        check->id = memory_copy_string(promised->id);
        check->title = memory_copy_string(promised->title);
        check->stage = promised->stage;
        check->weight = promised->weight;
    }
}

struct exercise_verdict *verdict_append_exercise(struct verdict *verdict,
                                                 const struct manifest *manifest)
{
    struct exercise_verdict *exercise = memory_allocate(1, sizeof *exercise);
    *memory_append(&verdict->exercises, &verdict->exercise_count) = exercise;
    exercise->number = manifest->number;
    exercise->name = memory_copy_string(manifest->name);
    exercise->folder = memory_copy_string(manifest->folder);
    exercise->source = memory_copy_string(manifest->source);
    exercise->score.possible_hundredths = (int64_t)manifest->weight * 100;
    append_checks(exercise, manifest);
    return exercise;
}

struct diagnostic *exercise_verdict_append_diagnostic(struct exercise_verdict *exercise)
{
    return memory_append(&exercise->diagnostics, &exercise->diagnostic_count);
}

struct leak *exercise_verdict_append_leak(struct exercise_verdict *exercise)
{
    struct leak *leak = memory_append(&exercise->leaks, &exercise->leak_count);
    leak->bytes = -1;
    return leak;
}

void exercise_verdict_clear_diagnostics(struct exercise_verdict *exercise, enum stage stage)
{
    size_t kept = 0;
    for (size_t i = 0; i < exercise->diagnostic_count; i++) {
        struct diagnostic *diagnostic = &exercise->diagnostics[i];
        if (diagnostic->stage == stage) {
            diagnostic_finish(diagnostic);
        } else {
            exercise->diagnostics[kept++] = *diagnostic;
        }
    }
    exercise->diagnostic_count = kept;
}

void exercise_verdict_clear_leaks(struct exercise_verdict *exercise)
{
    for (size_t i = 0; i < exercise->leak_count; i++) {
        leak_finish(&exercise->leaks[i]);
    }
    exercise->leak_count = 0;
}

struct check_verdict *exercise_verdict_find_check(const struct exercise_verdict *exercise,
                                                  const char *id)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        if (strcmp(exercise->checks[i].id, id) == 0) {
            return &exercise->checks[i];
        }
    }
    return NULL;
}

const char *leak_kind_words(const char *kind)
{
    static const char *const words[][2] = {
        {"sysv-shm", "System V segment"},
        {"sysv-sem", "System V semaphore set"},
        {"sysv-msg", "System V message queue"},
        {"posix-shm", "POSIX shared memory object"},
        {"posix-sem", "POSIX semaphore"},
        {"posix-mq", "POSIX message queue"},
        {"file", "file in /tmp:"},
        {"attachment", "attachment of segment"},
        {"mapping", "mapping"},
        {"descriptor", "descriptor"},
        {"process", "process:"},
        {"process-state", "changed state of the process:"},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (kind != NULL && strcmp(kind, words[i][0]) == 0) {
            return words[i][1];
        }
    }
    return kind != NULL ? kind : "object";
}
