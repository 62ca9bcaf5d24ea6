#include "batch/collection.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "batch/names.h"
#include "stage/source_kind.h"

static void free_strings(char **strings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(strings[i]);
    }
    free(strings);
}

void collection_finish(struct collection *collection)
{
    for (size_t i = 0; i < collection->file_count; i++) {
        free(collection->files[i].path);
        free(collection->files[i].bytes);
        free(collection->files[i].why_not);
    }
    free(collection->files);
    free_strings(collection->strays, collection->stray_count);
    free_strings(collection->notes, collection->note_count);
    free(collection->problem);
    *collection = (struct collection){0};
}

static struct collected_file *append(struct collection *collection, const char *path)
{
    if (collection->file_count == COLLECTION_FILES_MAX) {
        collection_set_problem(collection, "it holds more than %d sources", COLLECTION_FILES_MAX);
        return NULL;
    }
    struct collected_file *file = memory_append(&collection->files, &collection->file_count);
    file->path = memory_copy_string(path);
    return file;
}

/* In an archive two files may have one path; who unpacks it has the last one. */
static struct collected_file *find(struct collection *collection, const char *path)
{
    for (size_t i = 0; i < collection->file_count; i++) {
        if (strcmp(collection->files[i].path, path) == 0) {
            return &collection->files[i];
        }
    }
    return NULL;
}

static struct collected_file *find_or_append(struct collection *collection, const char *path)
{
    struct collected_file *file = find(collection, path);
    if (file == NULL) {
        return append(collection, path);
    }
    AUTO_FREE char *printable = names_printable(path);
    collection_add_note(collection, "two files are called '%s': the last one counts", printable);
    free(file->bytes);
    free(file->why_not);
    file->bytes = NULL;
    file->why_not = NULL;
    return file;
}

void collection_add_file(struct collection *collection, const char *path, const char *bytes,
                         size_t length)
{
    const char *why_not = source_kind_explain(bytes, length);
    if (why_not != NULL) {
        collection_add_unfit(collection, path, why_not);
        return;
    }
    struct collected_file *file = find_or_append(collection, path);
    if (file != NULL) {
        file->bytes = memory_copy_bytes(bytes, length);
        file->length = length;
    }
}

void collection_add_unfit(struct collection *collection, const char *path, const char *why_not)
{
    struct collected_file *file = find_or_append(collection, path);
    if (file != NULL) {
        file->why_not = memory_copy_string(why_not);
    }
}

void collection_add_stray(struct collection *collection, const char *path)
{
    *memory_append(&collection->strays, &collection->stray_count) = memory_copy_string(path);
}

void collection_add_note(struct collection *collection, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    *memory_append(&collection->notes, &collection->note_count) =
        memory_format_list(format, arguments);
    va_end(arguments);
}

void collection_set_problem(struct collection *collection, const char *format, ...)
{
    if (collection->problem == NULL) {
        va_list arguments;
        va_start(arguments, format);
        collection->problem = memory_format_list(format, arguments);
        va_end(arguments);
    }
}
