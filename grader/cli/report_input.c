#include "cli/report_input.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "grade/submission.h"
#include "report/report_json_read.h"

enum { VERDICT_BYTES_MAX = 64 << 20 };

static const char verdict_name[] = "verdict.json";

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* By bytes, whatever the locale. */
static int compare_names(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

bool folder_names_read(struct folder_names *names, const char *folder, struct error *err)
{
    *names = (struct folder_names){0};
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_visible, compare_names);
    if (count < 0) {
        return error_set_errno(err, "cannot read the folder %s", folder);
    }
    for (int i = 0; i < count; i++) {
        *memory_append(&names->items, &names->count) = memory_copy_string(entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return true;
}

void folder_names_finish(struct folder_names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        free(names->items[i]);
    }
    free(names->items);
    *names = (struct folder_names){0};
}

bool report_input_verdict(const char *path, struct verdict **verdict, struct error *err)
{
    AUTO_FREE char *json = NULL;
    struct error why;
    if (!file_read(path, VERDICT_BYTES_MAX, &json, NULL, err)) {
        return false;
    }
    return report_json_read(json, verdict, &why) || error_set(err, "%s: %s", path, why.message);
}

/* "ada" of "ada.json"; NULL: it has another ending. */
static char *stem(const char *entry)
{
    size_t length = strlen(entry);
    bool is_json = length > 5 && strcmp(entry + length - 5, ".json") == 0;
    return is_json ? memory_copy_bytes(entry, length - 5) : NULL;
}

bool report_input_find_verdict(const char *folder, const char *entry, char **student, char **path)
{
    *student = stem(entry);
    if (*student != NULL) {
        *path = memory_format("%s/%s", folder, entry);
        return true;
    }
    AUTO_FREE char *inside = memory_format("%s/%s/%s", folder, entry, verdict_name);
    if (access(inside, F_OK) != 0) {
        return false;
    }
    *student = memory_copy_string(entry);
    *path = steal_pointer(&inside);
    return true;
}

char *report_input_student(const char *path)
{
    AUTO_FREE char *copy = memory_copy_string(path);
    char *slash = strrchr(copy, '/');
    char *name = slash != NULL ? slash + 1 : copy;
    if (strcmp(name, verdict_name) == 0 && slash != NULL) {
        *slash = '\0';
        char *above = strrchr(copy, '/');
        return memory_copy_string(above != NULL ? above + 1 : copy);
    }
    char *student = stem(name);
    return student != NULL ? student : memory_copy_string(name);
}

char *report_input_source(const char *submission, const struct manifest *manifest)
{
    const struct grade_request request = {.submission = SUBMISSION_DIR, .path = submission};
    struct source source;
    submission_read(&request, manifest, &source);
    char *text =
        source.state == SOURCE_READ ? memory_copy_bytes(source.bytes, source.length) : NULL;
    source_finish(&source);
    return text;
}
