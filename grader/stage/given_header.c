#include "stage/given_header.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "stage/source.h"

#include <string.h>
#include <unistd.h>

/* From the workbook's folder. */
static char *name_copy(const struct manifest *manifest, bool installed)
{
    return installed
               ? memory_format("stubs/%s/%s", manifest->folder, manifest->header)
               : memory_format("tests/exercises/%s/stub/%s", manifest->folder, manifest->header);
}

static char *path_of(const struct manifest *manifest, const char *name)
{
    return memory_format("%s/../../%s", manifest->path, name);
}

/* NULL when there is no copy. */
static char *find_copy(const struct manifest *manifest)
{
    for (int installed = 0; installed <= 1; installed++) {
        AUTO_FREE char *name = name_copy(manifest, installed != 0);
        AUTO_FREE char *path = path_of(manifest, name);
        if (access(path, F_OK) == 0) {
            return steal_pointer(&name);
        }
    }
    return NULL;
}

bool given_header_read(const struct manifest *manifest, char **bytes, size_t *length,
                       struct error *err)
{
    AUTO_FREE char *copy = find_copy(manifest);
    AUTO_FREE char *path = copy != NULL ? path_of(manifest, copy)
                                        : memory_format("%s/%s", manifest->path, manifest->header);
    struct error cause;
    return file_read(path, SOURCE_BYTES_MAX, bytes, length, &cause) ||
           error_set(err,
                     "%s; bring the header of the exercise back (in a clone: git checkout -- %s)",
                     cause.message, path);
}

static bool is_same(const struct manifest *manifest, const char *copy)
{
    AUTO_FREE char *own_path = memory_format("%s/%s", manifest->path, manifest->header);
    AUTO_FREE char *copy_path = path_of(manifest, copy);
    AUTO_FREE char *own = NULL;
    AUTO_FREE char *given = NULL;
    size_t own_length = 0, given_length = 0;
    struct error ignored;
    return file_read(copy_path, SOURCE_BYTES_MAX, &given, &given_length, &ignored) &&
           file_read(own_path, SOURCE_BYTES_MAX, &own, &own_length, &ignored) &&
           own_length == given_length && memcmp(own, given, own_length) == 0;
}

char *given_header_explain(const struct manifest *manifest)
{
    AUTO_FREE char *copy = find_copy(manifest);
    if (copy == NULL || is_same(manifest, copy)) {
        return NULL;
    }
    return memory_format("this header is not as it was given, and your file was built with the one "
                         "that was; to have it back: cp %s exercises/%s/",
                         copy, manifest->folder);
}
