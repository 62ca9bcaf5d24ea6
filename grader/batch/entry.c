#include "batch/entry.h"

#include <stdlib.h>

#include "base/memory.h"
#include "report/report_json.h"

static struct gradebook_student student_of(const struct person *person)
{
    return (struct gradebook_student){
        .id = person->id,
        .name = person->name,
        .email = person->email,
        .login = person->login,
        .sis_id = person->sis_id,
        .canvas_id = person->canvas_id,
        .section = person->section,
    };
}

static bool is_kept(const struct grade_source *source)
{
    return source->bytes != NULL && source->why_not == NULL;
}

/* The sources that were fit to be graded, under the names that the workbook has for them. */
struct kept_files {
    struct gradebook_file *items; /* borrow their paths from `paths`, their bytes from the work */
    char **paths;
    size_t count;
};

static void kept_files_finish(struct kept_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        free(files->paths[i]);
    }
    free(files->paths);
    free(files->items);
}

static void kept_files_list(struct kept_files *files, const struct handin_work *work,
                            const struct grade_request *request)
{
    files->items = memory_allocate(request->exercise_count, sizeof files->items[0]);
    files->paths = memory_allocate(request->exercise_count, sizeof files->paths[0]);
    for (size_t i = 0; i < request->exercise_count; i++) {
        const struct manifest *manifest = request->exercises[i];
        const struct grade_source *source = &work->sources[i];
        if (is_kept(source)) {
            char *path = memory_format("%s/%s", manifest->folder, manifest->source);
            files->paths[files->count] = path;
            files->items[files->count++] = (struct gradebook_file){
                .path = path, .bytes = source->bytes, .length = source->length};
        }
    }
}

static char *describe_origin(const struct batch_plan *plan, const struct handin *handin)
{
    AUTO_TEXT struct text names = {0};
    for (size_t i = 0; i < handin->entry_count; i++) {
        text_format(&names, "%s%s", i > 0 ? ", " : "", handin->entries[i].name);
    }
    return memory_format("%s: %s", plan->named != NULL ? plan->named : plan->folder,
                         text_string(&names));
}

bool entry_record(const struct handin_work *work, const struct batch_plan *plan, struct error *err)
{
    AUTO(kept_files_finish) struct kept_files files = {0};
    AUTO_FREE char *origin = describe_origin(plan, work->handin);
    AUTO_TEXT struct text json = {0};
    kept_files_list(&files, work, &plan->request);
    if (work->verdict != NULL) {
        report_json_write(work->verdict, NULL, &json);
    }
    const struct gradebook_student student = student_of(&work->handin->person);
    bool has_key = work->verdict != NULL || work->fate == BATCH_KNOWN;
    const struct gradebook_entry entry = {
        .student = &student,
        .content_sha256 = work->content,
        .files = files.items,
        .file_count = files.count,
        .submitted_ms = work->handin->submitted_ms,
        .origin = origin,
        .problem = has_key ? NULL : work->sentence,
        .key = has_key ? work->key : NULL,
        .json = work->verdict != NULL ? text_string(&json) : NULL,
    };
    return gradebook_record(plan->gradebook, &entry, err);
}

bool entry_record_roster(const struct batch_plan *plan, struct error *err)
{
    for (size_t i = 0; plan->roster != NULL && i < plan->roster->count; i++) {
        const struct gradebook_student student = student_of(&plan->roster->rows[i].person);
        if (!gradebook_record_student(plan->gradebook, &student, err)) {
            return false;
        }
    }
    return true;
}
