/* The shorter readings of gradebook_read.h: ids, exercises, verdicts, gradings, files. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "gradebook/gradebook_private.h"
#include "gradebook/gradebook_read.h"

static const struct row_key no_key;

void gradebook_ids_finish(struct gradebook_ids *ids)
{
    for (size_t i = 0; i < ids->count; i++) {
        free(ids->items[i]);
    }
    free(ids->items);
    *ids = (struct gradebook_ids){0};
}

static void take_id(const struct statement *row, void *into)
{
    struct gradebook_ids *ids = into;
    *memory_append(&ids->items, &ids->count) = gradebook_copy_column(row, 0);
}

bool gradebook_read_ids(struct gradebook *gradebook, struct gradebook_ids *ids, struct error *err)
{
    *ids = (struct gradebook_ids){0};
    if (!gradebook_read_rows(gradebook, "SELECT id FROM student ORDER BY id", &no_key, take_id, ids,
                             err)) {
        gradebook_ids_finish(ids);
        return false;
    }
    return true;
}

void gradebook_exercises_finish(struct gradebook_exercises *exercises)
{
    for (size_t i = 0; i < exercises->count; i++) {
        free(exercises->items[i].name);
    }
    free(exercises->items);
    *exercises = (struct gradebook_exercises){0};
}

static void take_exercise(const struct statement *row, void *into)
{
    struct gradebook_exercises *exercises = into;
    *memory_append(&exercises->items, &exercises->count) = (struct gradebook_exercise){
        .number = (unsigned)statement_integer(row, 0),
        .name = gradebook_copy_column(row, 1),
        .possible_hundredths = statement_integer(row, 2),
    };
}

bool gradebook_read_exercises(struct gradebook *gradebook, struct gradebook_exercises *exercises,
                              struct error *err)
{
    *exercises = (struct gradebook_exercises){0};
    /* With max() SQLite gives the other columns of the row that has it (lang_select.html, section 2.5). */
    if (!gradebook_read_rows(gradebook,
                             "SELECT exercise, name, possible_hundredths, max(grading.number)"
                             " FROM grading JOIN verdict_exercise USING (verdict)"
                             " GROUP BY exercise ORDER BY exercise",
                             &no_key, take_exercise, exercises, err)) {
        gradebook_exercises_finish(exercises);
        return false;
    }
    return true;
}

static void take_json(const struct statement *row, void *into)
{
    char **json = into;
    *json = gradebook_copy_column(row, 0);
}

bool gradebook_read_verdict(struct gradebook *gradebook, int64_t verdict, char **json,
                            struct error *err)
{
    const struct row_key key = {.number = verdict};
    *json = NULL;
    return gradebook_read_rows(gradebook, "SELECT json FROM verdict WHERE number = ?1", &key,
                               take_json, json, err) &&
           (*json != NULL ||
            error_set(err, "%s has no verdict %lld", gradebook->path, (long long)verdict));
}

void gradebook_gradings_finish(struct gradebook_gradings *gradings)
{
    for (size_t i = 0; i < gradings->count; i++) {
        free(gradings->items[i].key);
    }
    free(gradings->items);
    *gradings = (struct gradebook_gradings){0};
}

static void take_grading(const struct statement *row, void *into)
{
    struct gradebook_gradings *gradings = into;
    struct gradebook_grading *grading = memory_append(&gradings->items, &gradings->count);
    grading->verdict = statement_integer(row, 0);
    grading->time_ms = statement_integer(row, 1);
    grading->key = gradebook_copy_column(row, 2);
    grading->status = STATUS_ERROR;
    (void)status_from_name(statement_text(row, 3), &grading->status);
    grading->score.earned_hundredths = statement_integer(row, 4);
    grading->score.possible_hundredths = statement_integer(row, 5);
}

bool gradebook_read_gradings(struct gradebook *gradebook, int64_t submission,
                             struct gradebook_gradings *gradings, struct error *err)
{
    const struct row_key key = {.number = submission};
    *gradings = (struct gradebook_gradings){0};
    if (!gradebook_read_rows(gradebook,
                             "SELECT verdict.number, time_ms, key, status, earned_hundredths,"
                             " possible_hundredths FROM grading"
                             " JOIN verdict ON verdict.number = grading.verdict"
                             " WHERE submission = ?1 ORDER BY grading.number",
                             &key, take_grading, gradings, err)) {
        gradebook_gradings_finish(gradings);
        return false;
    }
    return true;
}

void gradebook_files_finish(struct gradebook_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        free(files->items[i].path);
        free(files->items[i].bytes);
    }
    free(files->items);
    *files = (struct gradebook_files){0};
}

static void take_file(const struct statement *row, void *into)
{
    struct gradebook_files *files = into;
    struct gradebook_stored_file *file = memory_append(&files->items, &files->count);
    const char *bytes = statement_bytes(row, 1, &file->length);
    file->path = gradebook_copy_column(row, 0);
    file->bytes = memory_copy_bytes(bytes, file->length);
}

bool gradebook_read_files(struct gradebook *gradebook, int64_t submission,
                          struct gradebook_files *files, struct error *err)
{
    const struct row_key key = {.number = submission};
    *files = (struct gradebook_files){0};
    if (!gradebook_read_rows(gradebook,
                             "SELECT path, bytes FROM submission_file WHERE submission = ?1"
                             " ORDER BY path",
                             &key, take_file, files, err)) {
        gradebook_files_finish(files);
        return false;
    }
    return true;
}

struct gradebook_stored_file *gradebook_files_find(const struct gradebook_files *files,
                                                   const struct manifest *manifest)
{
    AUTO_FREE char *nested = memory_format("%s/%s", manifest->folder, manifest->source);
    struct gradebook_stored_file *flat = NULL;
    for (size_t i = 0; i < files->count; i++) {
        struct gradebook_stored_file *file = &files->items[i];
        if (strcmp(file->path, nested) == 0) {
            return file;
        }
        flat = strcmp(file->path, manifest->source) == 0 ? file : flat;
    }
    return flat;
}
