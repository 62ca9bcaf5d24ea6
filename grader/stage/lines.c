#include "stage/lines.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "stage/tool.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { OFFSETS_MAX = 512 };

void lines_want(struct lines *lines, uint64_t offset)
{
    if (offset == 0 || lines->count == OFFSETS_MAX || lines_find(lines, offset) != NULL) {
        return;
    }
    struct source_place *place = memory_append(&lines->places, &lines->count);
    place->offset = offset;
}

const struct source_place *lines_find(const struct lines *lines, uint64_t offset)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->places[i].offset == offset) {
            return &lines->places[i];
        }
    }
    return NULL;
}

/* addr2line -f prints two lines an address: the function, then FILE:LINE, with ?? and 0 for unknown. */
static void take_place(struct source_place *place, const char *function, char *position)
{
    char *colon = strrchr(position, ':');
    if (strcmp(function, "??") != 0) {
        place->function = memory_copy_string(function);
    }
    if (colon == NULL || strncmp(position, "??", 2) == 0) {
        return;
    }
    *colon = '\0';
    const char *slash = strrchr(position, '/');
    place->file = memory_copy_string(slash != NULL ? slash + 1 : position);
    place->line = (unsigned)strtoul(colon + 1, NULL, 10);
}

static void take_output(struct lines *lines, const char *output)
{
    AUTO_FREE char *copy = memory_copy_string(output);
    char *rest = NULL;
    char *function = strtok_r(copy, "\n", &rest);
    for (size_t i = 0; i < lines->count && function != NULL; i++) {
        char *position = strtok_r(NULL, "\n", &rest);
        if (position != NULL) {
            take_place(&lines->places[i], function, position);
        }
        function = strtok_r(NULL, "\n", &rest);
    }
}

bool lines_resolve(const struct machine *machine, const struct text *object, struct lines *lines,
                   struct error *err)
{
    if (lines->count == 0) {
        return true;
    }
    AUTO_TEXT struct text script = { 0 };
    text_append(&script, "addr2line -f -e object");
    for (size_t i = 0; i < lines->count; i++) {
        text_format(&script, " 0x%" PRIx64, lines->places[i].offset);
    }
    const struct tool_file file = { "object", object->bytes, object->length };
    struct tool_result result;
    if (!tool_run(machine, &(struct tool_run){ .script = text_string(&script), .files = &file,
                                               .file_count = 1 }, &result, err)) {
        return false;
    }
    take_output(lines, text_string(&result.output));
    tool_result_finish(&result);
    return true;
}

void lines_finish(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        free(lines->places[i].file);
        free(lines->places[i].function);
    }
    free(lines->places);
    *lines = (struct lines){ 0 };
}
