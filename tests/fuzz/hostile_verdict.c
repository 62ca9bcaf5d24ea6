#include "hostile_verdict.h"

#include "base/memory.h"

#include <stdint.h>
#include <string.h>

char *pieces_next(struct pieces *pieces)
{
    if (pieces->at >= pieces->length) {
        pieces->at = 0;
    }
    const char *piece = pieces->bytes + pieces->at;
    size_t length = strnlen(piece, pieces->length - pieces->at);
    pieces->at += length + 1;
    return memory_copy_bytes(piece, length);
}

static struct location next_location(struct pieces *pieces)
{
    return (struct location){.file = pieces_next(pieces),
                             .line = 3,
                             .column = 5,
                             .function = pieces_next(pieces),
                             .excerpt = pieces_next(pieces)};
}

static void fill_exercise(struct exercise_verdict *exercise, struct pieces *pieces)
{
    exercise->stages[STAGE_BUILD].status = STATUS_PASS;
    exercise->stages[STAGE_BEHAVIOUR].status = STATUS_FAIL;
    exercise->stages[STAGE_BEHAVIOUR].message = pieces_next(pieces);
    exercise->checks[0].status = STATUS_FAIL;
    exercise->checks[0].did = pieces_next(pieces);
    exercise->checks[0].expected = pieces_next(pieces);
    exercise->checks[0].observed = pieces_next(pieces);
    exercise->checks[0].look = pieces_next(pieces);
    exercise->checks[0].location = next_location(pieces);
    struct diagnostic *diagnostic = exercise_verdict_append_diagnostic(exercise);
    diagnostic->file = pieces_next(pieces);
    diagnostic->line = 3;
    diagnostic->column = 200;
    diagnostic->severity = memory_copy_string("warning");
    diagnostic->message = pieces_next(pieces);
    diagnostic->excerpt = pieces_next(pieces);
    struct leak *leak = exercise_verdict_append_leak(exercise);
    leak->kind = memory_copy_string("posix-shm");
    leak->id = pieces_next(pieces);
    leak->check = memory_copy_string("a-check");
    leak->location = next_location(pieces);
}

struct verdict *hostile_verdict_create(struct pieces *pieces)
{
    static struct manifest_check check = {.id = (char *)(uintptr_t) "a-check",
                                          .stage = STAGE_BEHAVIOUR,
                                          .weight = 1,
                                          .title = (char *)(uintptr_t) "is checked",
                                          .explain = (char *)(uintptr_t) "An explanation."};
    static const struct manifest manifest = {.number = 1,
                                             .name = (char *)(uintptr_t) "fuzzed",
                                             .folder = (char *)(uintptr_t) "01-fuzzed",
                                             .title = (char *)(uintptr_t) "Fuzzed",
                                             .source = (char *)(uintptr_t) "fuzzed.c",
                                             .weight = 10,
                                             .checks = &check,
                                             .check_count = 1};
    struct verdict *verdict = verdict_create();
    struct exercise_verdict *exercise = verdict_append_exercise(verdict, &manifest);
    fill_exercise(exercise, pieces);
    exercise_verdict_settle(exercise);
    verdict_settle(verdict);
    return verdict;
}
