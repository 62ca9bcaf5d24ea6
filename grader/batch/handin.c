#include "batch/handin.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "batch/names.h"
#include "batch/platform.h"
#include "gradebook/gradebook.h"
#include "unpack/archive_name.h"
#include "unpack/litter.h"

static const char gradescope_list[] = "submission_metadata.yml";

void person_finish(struct person *person)
{
    free(person->id);
    free(person->name);
    free(person->email);
    free(person->login);
    free(person->sis_id);
    free(person->canvas_id);
    free(person->section);
    *person = (struct person){0};
}

void handins_finish(struct handins *handins)
{
    for (size_t i = 0; i < handins->count; i++) {
        struct handin *handin = &handins->items[i];
        person_finish(&handin->person);
        for (size_t k = 0; k < handin->entry_count; k++) {
            free(handin->entries[k].name);
            free(handin->entries[k].shown);
        }
        free(handin->entries);
    }
    free(handins->items);
    for (size_t i = 0; i < handins->stray_count; i++) {
        free(handins->strays[i]);
    }
    free(handins->strays);
    *handins = (struct handins){0};
}

struct handin *handins_get(struct handins *handins, const char *id)
{
    for (size_t i = handins->count; i > 0; i--) {
        if (strcmp(handins->items[i - 1].person.id, id) == 0) {
            return &handins->items[i - 1];
        }
    }
    struct handin *handin = memory_append(&handins->items, &handins->count);
    handin->person.id = memory_copy_string(id);
    handin->submitted_ms = GRADEBOOK_TIME_UNKNOWN;
    return handin;
}

static void add_entry(struct handin *handin, const char *name, const char *shown)
{
    *memory_append(&handin->entries, &handin->entry_count) =
        (struct handin_entry){.name = memory_copy_string(name), .shown = memory_copy_string(shown)};
}

static bool take_moodle(struct handins *handins, const char *name)
{
    AUTO_PLATFORM_NAME struct platform_name parts = {0};
    if (!platform_read_moodle(name, &parts)) {
        return false;
    }
    struct handin *handin = handins_get(handins, parts.id);
    memory_set_string(&handin->person.name, parts.name);
    add_entry(handin, name, parts.file != NULL ? parts.file : "");
    return true;
}

static bool take_canvas(struct handins *handins, const char *name)
{
    AUTO_PLATFORM_NAME struct platform_name parts = {0};
    if (!platform_read_canvas(name, &parts)) {
        return false;
    }
    struct handin *handin = handins_get(handins, parts.id);
    memory_set_string(&handin->person.name, parts.name);
    memory_set_string(&handin->person.canvas_id, parts.id);
    handin->said_late = handin->said_late || parts.late;
    add_entry(handin, name, parts.file);
    return true;
}

static size_t suffix_of_work(const char *name)
{
    return names_is_source(name) ? strlen(".c")
                                 : archive_name_suffix(name) + archive_name_foreign_suffix(name);
}

static void take_plain(struct handins *handins, const char *name, bool is_folder)
{
    size_t suffix = is_folder ? 0 : suffix_of_work(name);
    AUTO_FREE char *bare = memory_copy_bytes(name, strlen(name) - suffix);
    AUTO_FREE char *id = names_printable(bare);
    add_entry(handins_get(handins, id), name, is_folder ? "" : name);
}

/* Links are somebody's mistake, or worse: nothing outside the folder is handed in. What a platform has named is its student's,
 * whatever it is; else a file must look like work. */
static void take_entry(struct handins *handins, const char *folder, const char *name)
{
    AUTO_FREE char *path = memory_format("%s/%s", folder, name);
    struct stat info;
    bool seen = lstat(path, &info) == 0;
    bool is_folder = seen && S_ISDIR(info.st_mode);
    bool is_file = seen && S_ISREG(info.st_mode);
    if (((is_folder || is_file) && take_moodle(handins, name)) ||
        (is_file && take_canvas(handins, name))) {
        return;
    }
    if (is_folder || (is_file && suffix_of_work(name) > 0)) {
        take_plain(handins, name, is_folder);
    } else if (strcmp(name, gradescope_list) != 0) {
        *memory_append(&handins->strays, &handins->stray_count) = names_printable(name);
    }
}

/* The folder of one student, given in place of the class's. */
static bool is_exercise_name(const char *name, const struct manifest *const *exercises,
                             size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(name, exercises[i]->folder) == 0 || strcmp(name, exercises[i]->source) == 0) {
            return true;
        }
    }
    return false;
}

static int is_no_litter(const struct dirent *entry)
{
    return !litter_has_name(entry->d_name);
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct handin *)a)->person.id, ((const struct handin *)b)->person.id);
}

static bool take_entries(struct handins *handins, const char *folder, struct dirent **entries,
                         int count, const struct manifest *const *exercises, size_t exercise_count,
                         struct error *err)
{
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        if (is_exercise_name(name, exercises, exercise_count)) {
            return error_set(err,
                             "%s is one submission, for it holds %s; name the folder that holds "
                             "the submissions, or use grader check --dir",
                             folder, name);
        }
        take_entry(handins, folder, name);
    }
    return true;
}

static bool take_metadata(struct handins *handins, const char *folder, struct error *err)
{
    AUTO_FREE char *path = memory_format("%s/%s", folder, gradescope_list);
    struct stat info;
    return lstat(path, &info) != 0 || platform_read_gradescope(path, handins, err);
}

bool handins_find(const char *folder, const struct manifest *const *exercises,
                  size_t exercise_count, struct handins *handins, struct error *err)
{
    *handins = (struct handins){0};
    AUTO_HANDINS struct handins found = {0};
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_no_litter, by_bytes);
    if (count < 0) {
        return error_set_errno(err, "cannot read the folder %s", folder);
    }
    bool taken = take_entries(&found, folder, entries, count, exercises, exercise_count, err);
    for (int i = 0; i < count; i++) {
        free(entries[i]);
    }
    free(entries);
    if (!taken || !take_metadata(&found, folder, err)) {
        return false;
    }
    if (found.count == 0) {
        return error_set(err, "%s holds no submission: no folder, archive or .c file", folder);
    }
    qsort(found.items, found.count, sizeof found.items[0], by_id);
    *handins = found;
    found = (struct handins){0};
    return true;
}
