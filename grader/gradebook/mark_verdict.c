#include "gradebook/mark_verdict.h"

#include <string.h>

#include "base/memory.h"
#include "model/digest.h"
#include "report/report_json_read.h"

/* The exercise, taken out of the verdict; NULL: it is not about it. Owned by the caller. */
static struct exercise_verdict *take_exercise(struct verdict *verdict, unsigned number)
{
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        struct exercise_verdict *exercise = verdict->exercises[i];
        if (exercise->number == number) {
            memmove(&verdict->exercises[i], &verdict->exercises[i + 1],
                    (verdict->exercise_count - i - 1) * sizeof verdict->exercises[0]);
            verdict->exercise_count--;
            return exercise;
        }
    }
    return NULL;
}

static bool read_verdict(struct gradebook *gradebook, int64_t number, struct verdict **verdict,
                         struct error *err)
{
    AUTO_FREE char *json = NULL;
    verdict_destroy(*verdict);
    *verdict = NULL;
    return gradebook_read_verdict(gradebook, number, &json, err) &&
           report_json_read(json, verdict, err);
}

static void name_origin(struct verdict *whole, const struct verdict *part)
{
    memory_set_string(&whole->grader_version, part->grader_version);
    memory_set_string(&whole->environment.sandbox, part->environment.sandbox);
    memory_set_string(&whole->environment.compiler, part->environment.compiler);
    memory_set_string(&whole->environment.valgrind, part->environment.valgrind);
    memory_set_string(&whole->environment.kernel, part->environment.kernel);
}

static void add_exercise(struct verdict *whole, struct verdict *part,
                         const struct exercise_mark *mark)
{
    struct exercise_verdict *exercise = take_exercise(part, mark->exercise->number);
    if (exercise != NULL) {
        exercise->score = mark->score;
        *memory_append(&whole->exercises, &whole->exercise_count) = exercise;
        name_origin(whole, part);
    }
}

bool mark_read_verdict(struct gradebook *gradebook, const struct mark *mark,
                       struct verdict **verdict, struct error *err)
{
    AUTO_VERDICT struct verdict *whole = verdict_create();
    AUTO_VERDICT struct verdict *part = NULL; /* the one that was read last */
    int64_t number = 0;
    for (size_t i = 0; i < mark->exercise_count; i++) {
        const struct gradebook_attempt *attempt = mark->exercises[i].attempt;
        if (attempt == NULL || attempt->verdict == 0) {
            continue;
        }
        if (attempt->verdict != number && !read_verdict(gradebook, attempt->verdict, &part, err)) {
            return false;
        }
        number = attempt->verdict;
        add_exercise(whole, part, &mark->exercises[i]);
    }
    verdict_settle(whole);
    whole->score = mark->score;
    *verdict = steal_pointer(&whole);
    return true;
}

bool mark_read_source(struct gradebook *gradebook, const struct exercise_mark *mark,
                      const struct exercise_verdict *exercise, char **source, struct error *err)
{
    AUTO_GRADEBOOK_FILES struct gradebook_files files = {0};
    *source = NULL;
    if (exercise->source_sha256 == NULL || mark->attempt == NULL) {
        return true;
    }
    if (!gradebook_read_files(gradebook, mark->attempt->submission, &files, err)) {
        return false;
    }
    for (size_t i = 0; i < files.count && *source == NULL; i++) {
        char digest[DIGEST_LENGTH + 1];
        digest_make(files.items[i].bytes, files.items[i].length, digest);
        if (strcmp(digest, exercise->source_sha256) == 0) {
            *source = steal_pointer(&files.items[i].bytes);
        }
    }
    return true;
}
