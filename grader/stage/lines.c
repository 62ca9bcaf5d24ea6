#include "stage/lines.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "stage/tool.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { OFFSETS_MAX = 512 };

static struct source_place *find_place(const struct lines *lines, uint64_t offset)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->places[i].offset == offset) {
            return &lines->places[i];
        }
    }
    return NULL;
}

const struct source_place *lines_find(const struct lines *lines, uint64_t offset)
{
    return find_place(lines, offset);
}

void lines_want(struct lines *lines, uint64_t offset)
{
    if (offset == 0 || lines->count == OFFSETS_MAX || lines_find(lines, offset) != NULL) {
        return;
    }
    struct source_place *place = memory_append(&lines->places, &lines->count);
    place->offset = offset;
}

static void set_place(struct source_place *place, const char *function, const char *file,
                      unsigned line)
{
    memory_set_string(&place->function, strcmp(function, "??") != 0 ? function : NULL);
    memory_set_string(&place->file, strncmp(file, "??", 2) != 0 ? file : NULL);
    place->line = place->file != NULL ? line : 0;
}

/* One frame of an address, innermost first: FILE:LINE, with ?? and 0 for unknown. */
static void take_frame(struct source_place *place, const char *source, const char *function,
                       char *position)
{
    char *colon = strrchr(position, ':');
    if (colon == NULL) {
        return;
    }
    *colon = '\0';
    const char *slash = strrchr(position, '/');
    const char *file = slash != NULL ? slash + 1 : position;
    bool known = place->file != NULL;
    bool in_source = known && strcmp(place->file, source) == 0;
    if (!known || (!in_source && strcmp(file, source) == 0)) {
        set_place(place, function, file, (unsigned)strtoul(colon + 1, NULL, 10));
    }
}

/* addr2line -a -f -i prints for each address a line with it (0x…), then pairs of lines: a function,
 * then its place; more than one pair where functions were inlined. */
void lines_read(struct lines *lines, const char *source, const char *output)
{
    AUTO_FREE char *copy = memory_copy_string(output);
    char *rest = NULL;
    struct source_place *place = NULL;
    for (char *line = strtok_r(copy, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        if (strncmp(line, "0x", 2) == 0) {
            place = find_place(lines, strtoull(line, NULL, 16));
            continue;
        }
        char *position = strtok_r(NULL, "\n", &rest);
        if (position == NULL) {
            return;
        }
        if (place != NULL) {
            take_frame(place, source, line, position);
        }
    }
}

bool lines_resolve(const struct machine *machine, const struct text *object, const char *source,
                   struct lines *lines, struct error *err)
{
    if (lines->count == 0) {
        return true;
    }
    AUTO_TEXT struct text script = {0};
    text_append(&script, "addr2line -a -f -i -e object");
    for (size_t i = 0; i < lines->count; i++) {
        text_format(&script, " 0x%" PRIx64, lines->places[i].offset);
    }
    const struct tool_file file = {"object", object->bytes, object->length};
    struct tool_result result;
    if (!tool_run(
            machine,
            &(struct tool_run){.script = text_string(&script), .files = &file, .file_count = 1},
            &result, err)) {
        return false;
    }
    lines_read(lines, source, text_string(&result.output));
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
    *lines = (struct lines){0};
}
