#include "cli/work.h"

#include <string.h>

#include "base/file.h"
#include "base/memory.h"

enum { WORK_SOURCE_BYTES_MAX = 4 * 1024 * 1024 };

static size_t count_todos(const char *source)
{
    size_t count = 0;
    for (const char *at = source; (at = strstr(at, "TODO")) != NULL; at += 4) {
        count++;
    }
    return count;
}

struct work work_examine(const struct manifest *manifest)
{
    AUTO_FREE char *path = memory_format("%s/%s", manifest->path, manifest->source);
    AUTO_FREE char *source = NULL;
    struct error ignored;
    size_t length = 0;
    if (!file_read(path, WORK_SOURCE_BYTES_MAX, &source, &length, &ignored)) {
        return (struct work){.state = WORK_MISSING};
    }
    size_t todos = count_todos(source);
    enum work_state state = todos == 0                           ? WORK_WRITTEN
                            : todos >= manifest->functions.count ? WORK_UNTOUCHED
                                                                 : WORK_BEGUN;
    struct work work = {.state = state, .todos = todos};
    digest_make(source, length, work.sha256);
    return work;
}

bool workbook_open(struct workbook *workbook, struct error *err)
{
    AUTO_WORKBOOK struct workbook opened = {0};
    if (!layout_find(&opened.layout, err) ||
        !catalogue_load(opened.layout.root, &opened.catalogue, err)) {
        return false;
    }
    *workbook = opened;
    opened = (struct workbook){0};
    return true;
}

void workbook_finish(struct workbook *workbook)
{
    catalogue_destroy(workbook->catalogue);
    layout_finish(&workbook->layout);
    *workbook = (struct workbook){0};
}

bool workbook_is_complete(const struct workbook *workbook, const char *command, struct error *err)
{
    return workbook->layout.kind != LAYOUT_HANDOUT ||
           error_set(err,
                     "%s needs the whole workbook, with solutions and tests; this is a handout",
                     command);
}
