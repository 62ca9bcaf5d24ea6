#include "cli/report_similarity.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/report_input.h"
#include "gradebook/gradebook_read.h"
#include "progress/stub.h"

enum { GIVEN_BYTES_MAX = 4 << 20, GIVEN = 3 };

/* One exercise of the class, with all that its section borrows. */
struct compared {
    struct similarity_section section;
    const struct manifest *manifest;
    char **students;
    char **sources;
    size_t source_count;
    struct similarity found;
};

static void compared_destroy(struct compared *compared)
{
    for (size_t i = 0; i < compared->source_count; i++) {
        free(compared->students[i]);
        free(compared->sources[i]);
    }
    free(compared->sources);
    free(compared->students);
    similarity_finish(&compared->found);
    free(compared);
}

/* Stub, header and lesson, as far as they are there. */
static size_t read_given(const struct workbook *workbook, const struct manifest *manifest,
                         char *given[GIVEN])
{
    AUTO_FREE char *header = memory_format("%s/%s", manifest->path, manifest->header);
    AUTO_FREE char *lesson = memory_format("%s/README.md", manifest->path);
    struct error unheard;
    size_t count = 0;
    count += stub_read(&workbook->layout, manifest->folder, manifest->source, &given[count], NULL,
                       &unheard);
    count += file_read(header, GIVEN_BYTES_MAX, &given[count], NULL, &unheard);
    count += file_read(lesson, GIVEN_BYTES_MAX, &given[count], NULL, &unheard);
    return count;
}

/* The source is given to it. */
static void add_source(struct compared *compared, const char *student, char *source)
{
    size_t students = compared->source_count;
    *memory_append(&compared->students, &students) = memory_copy_string(student);
    *memory_append(&compared->sources, &compared->source_count) = source;
}

static bool collect_folder(struct compared *const *all, size_t count, const char *folder,
                           struct error *err)
{
    AUTO_FOLDER_NAMES struct folder_names names = {0};
    if (!folder_names_read(&names, folder, err)) {
        return false;
    }
    for (size_t i = 0; i < names.count; i++) {
        AUTO_FREE char *submission = memory_format("%s/%s", folder, names.items[i]);
        for (size_t k = 0; k < count; k++) {
            char *source = report_input_source(submission, all[k]->manifest);
            if (source != NULL) {
                add_source(all[k], names.items[i], source);
            }
        }
    }
    return true;
}

/* What somebody handed in last counts. */
static bool collect_student(struct compared *const *all, size_t count, struct gradebook *gradebook,
                            const char *id, struct error *err)
{
    AUTO_GRADEBOOK_RECORD struct gradebook_record record = {0};
    AUTO_GRADEBOOK_FILES struct gradebook_files files = {0};
    if (!gradebook_read_student(gradebook, id, &record, err)) {
        return false;
    }
    if (record.attempt_count == 0) {
        return true;
    }
    int64_t last = record.attempts[record.attempt_count - 1].submission;
    if (!gradebook_read_files(gradebook, last, &files, err)) {
        return false;
    }
    for (size_t k = 0; k < count; k++) {
        struct gradebook_stored_file *file = gradebook_files_find(&files, all[k]->manifest);
        if (file != NULL) {
            add_source(all[k], id, steal_pointer(&file->bytes));
        }
    }
    return true;
}

static bool collect_gradebook(struct compared *const *all, size_t count, const char *path,
                              struct error *err)
{
    AUTO_GRADEBOOK struct gradebook *gradebook = NULL;
    AUTO_GRADEBOOK_IDS struct gradebook_ids ids = {0};
    if (!gradebook_open(path, GRADEBOOK_PRESENT, &gradebook, err) ||
        !gradebook_read_ids(gradebook, &ids, err)) {
        return false;
    }
    for (size_t i = 0; i < ids.count; i++) {
        if (!collect_student(all, count, gradebook, ids.items[i], err)) {
            return false;
        }
    }
    return true;
}

static bool collect_sources(struct compared *const *all, size_t count,
                            const struct report_similarity *asked, struct error *err)
{
    bool collected = asked->folder != NULL ? collect_folder(all, count, asked->folder, err)
                                           : collect_gradebook(all, count, asked->gradebook, err);
    size_t sources = 0;
    for (size_t i = 0; i < count; i++) {
        sources += all[i]->source_count;
    }
    if (!collected || sources > 0) {
        return collected;
    }
    return asked->folder == NULL
               ? error_set(err, "nobody in the gradebook has handed in a source")
               : error_set(err,
                           "%s holds no sources: each student's belong into a folder of his own "
                           "there, as for 'check --dir'",
                           asked->folder);
}

static void find(struct compared *compared, const struct report_similarity *asked,
                 const struct workbook *workbook)
{
    const struct manifest *manifest = compared->manifest;
    char *given[GIVEN];
    size_t given_count = read_given(workbook, manifest, given);
    const struct similarity_request request = {
        .given = (const char *const *)given,
        .given_count = given_count,
        .sources = (const char *const *)compared->sources,
        .source_count = compared->source_count,
        .least_per_mille = asked->least_percent * 10,
        .most_pairs = asked->most_pairs,
    };
    similarity_find(&compared->found, &request);
    for (size_t i = 0; i < given_count; i++) {
        free(given[i]);
    }
    compared->section =
        (struct similarity_section){.exercise = manifest->folder,
                                    .students = (const char *const *)compared->students,
                                    .sources = request.sources,
                                    .source_count = compared->source_count,
                                    .found = &compared->found};
}

static void write_all(const struct report_similarity *asked, struct compared *const *all,
                      size_t count, struct text *out)
{
    AUTO_FREE struct similarity_section *sections = memory_allocate(count + 1, sizeof *sections);
    for (size_t i = 0; i < count; i++) {
        sections[i] = all[i]->section;
    }
    asked->write(sections, count, out);
}

static struct compared **list_exercises(const struct report_similarity *asked,
                                        const struct catalogue *catalogue, size_t *count)
{
    struct compared **all = NULL;
    *count = 0;
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct manifest *manifest = catalogue->exercises[i];
        if (asked->only == NULL || asked->only == manifest) {
            struct compared *compared = memory_allocate(1, sizeof *compared);
            compared->manifest = manifest;
            *memory_append(&all, count) = compared;
        }
    }
    return all;
}

bool report_similarity_run(const struct report_similarity *asked, const struct workbook *workbook,
                           struct text *out, struct error *err)
{
    size_t count = 0;
    AUTO_FREE struct compared **all = list_exercises(asked, workbook->catalogue, &count);
    bool collected = collect_sources(all, count, asked, err);
    for (size_t i = 0; i < count && collected; i++) {
        find(all[i], asked, workbook);
    }
    if (collected) {
        write_all(asked, all, count, out);
    }
    for (size_t i = 0; i < count; i++) {
        compared_destroy(all[i]);
    }
    return collected;
}
