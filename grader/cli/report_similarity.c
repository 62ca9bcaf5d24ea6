#include "cli/report_similarity.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/report_input.h"
#include "progress/stub.h"

enum { GIVEN_BYTES_MAX = 4 << 20, GIVEN = 3 };

/* One exercise of the class, with all that its section borrows. */
struct compared {
    struct similarity_section section;
    const char **students; /* borrowed from the folder's names */
    char **sources;
    size_t source_count;
    struct similarity found;
};

static void compared_destroy(struct compared *compared)
{
    for (size_t i = 0; i < compared->source_count; i++) {
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

static void collect_sources(struct compared *compared, const struct report_similarity *asked,
                            const struct folder_names *names, const struct manifest *manifest)
{
    for (size_t i = 0; i < names->count; i++) {
        AUTO_FREE char *submission = memory_format("%s/%s", asked->folder, names->items[i]);
        char *source = report_input_source(submission, manifest);
        if (source != NULL) {
            size_t students = compared->source_count;
            *memory_append(&compared->students, &students) = names->items[i];
            *memory_append(&compared->sources, &compared->source_count) = source;
        }
    }
}

static void find(struct compared *compared, const struct report_similarity *asked,
                 const struct workbook *workbook, const struct manifest *manifest)
{
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
    compared->section = (struct similarity_section){.exercise = manifest->folder,
                                                    .students = compared->students,
                                                    .sources = request.sources,
                                                    .source_count = compared->source_count,
                                                    .found = &compared->found};
}

static struct compared *compare(const struct report_similarity *asked,
                                const struct workbook *workbook, const struct folder_names *names,
                                const struct manifest *manifest)
{
    struct compared *compared = memory_allocate(1, sizeof *compared);
    collect_sources(compared, asked, names, manifest);
    find(compared, asked, workbook, manifest);
    return compared;
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

bool report_similarity_run(const struct report_similarity *asked, const struct workbook *workbook,
                           struct text *out, struct error *err)
{
    AUTO_FOLDER_NAMES struct folder_names names = {0};
    if (!folder_names_read(&names, asked->folder, err)) {
        return false;
    }
    AUTO_FREE struct compared **all = NULL;
    size_t count = 0;
    size_t sources = 0;
    for (size_t i = 0; i < workbook->catalogue->count; i++) {
        const struct manifest *manifest = workbook->catalogue->exercises[i];
        if (asked->only == NULL || asked->only == manifest) {
            struct compared *compared = compare(asked, workbook, &names, manifest);
            *memory_append(&all, &count) = compared;
            sources += compared->source_count;
        }
    }
    if (sources > 0) {
        write_all(asked, all, count, out);
    }
    for (size_t i = 0; i < count; i++) {
        compared_destroy(all[i]);
    }
    return sources > 0 || error_set(err,
                                    "%s holds no sources: each student's belong into a folder "
                                    "of his own there, as for 'check --dir'",
                                    asked->folder);
}
