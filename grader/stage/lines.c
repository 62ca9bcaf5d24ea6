#include "stage/lines.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "stage/tool.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

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

struct tool *lines_open_tool(const struct machine *machine, const struct text *object,
                             struct error *err)
{
    const struct tool_file file = {"object", object->bytes, object->length};
    const struct tool_run run = {
        .script = "exec addr2line -a -f -i -e object", .files = &file, .file_count = 1};
    return tool_open(machine, &run, err);
}

/* addr2line answers line by line. What it is asked is short enough for the socket to hold all of it while the answers are
 * not read yet. *killed: somebody has ended the sandbox. */
static bool ask(struct tool *tool, const struct machine *machine, const char *source,
                struct lines *lines, bool *killed, struct error *err)
{
    AUTO_TEXT struct text offsets = {0};
    for (size_t i = 0; i < lines->count; i++) {
        text_format(&offsets, "0x%" PRIx64 "\n", lines->places[i].offset);
    }
    struct tool_result result;
    if (!tool_complete(tool, machine, text_string(&offsets), offsets.length, &result, err)) {
        return false;
    }
    *killed = WIFSIGNALED(result.status) && !result.timed_out;
    if (!*killed) {
        lines_read(lines, source, text_string(&result.output));
    }
    tool_result_finish(&result);
    return true;
}

bool lines_resolve(const struct machine *machine, const struct text *object, const char *source,
                   struct tool *waiting, struct lines *lines, struct error *err)
{
    bool killed = true;
    if (lines->count == 0 || (waiting != NULL && tool_is_alive(waiting) &&
                              ask(waiting, machine, source, lines, &killed, err) && !killed)) {
        return true;
    }
    AUTO_TOOL struct tool *own = lines_open_tool(machine, object, err);
    return own != NULL && ask(own, machine, source, lines, &killed, err);
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
