/* What `fields` says of a struct, and bytes of shared memory drawn by it: the first line of the input is the
 * one, the rest the other. Both are the student's. */
#include "fuzz.h"

#include "model/timeline.h"
#include "stage/shape_read.h"
#include "whiteboard/board.h"

#include <string.h>

enum { COLUMNS = 80 };

static void draw(struct shape *shape, unsigned char *bytes, size_t length)
{
    char name[] = "the box";
    struct timeline_object object = {.kind = TIMELINE_MEMORY,
                                     .id = -1,
                                     .name = name,
                                     .size = length + length % 3 * 1000,
                                     .bytes = bytes,
                                     .byte_count = length};
    struct timeline_event event = {.kind = TIMELINE_SCENE, .actor = TIMELINE_NOBODY};
    struct timeline_snapshot snapshot = {.objects = &object, .object_count = 1};
    struct timeline timeline = {
        .events = &event, .event_count = 1, .snapshots = &snapshot, .snapshot_count = 1};
    const struct board board = {
        .title = "", .timeline = &timeline, .shape = shape, .item_bytes = length % 11};
    AUTO_BOARD_STEPS struct board_steps steps = {0};
    AUTO_SHEET struct sheet sheet = {.columns = COLUMNS, .utf8 = length % 2 == 0};
    board_find_steps(&timeline, &steps);
    board_draw(&board, &steps, 0, &sheet);
    for (size_t i = 0; i < sheet.line_count; i++) {
        FUZZ_REQUIRE(sheet.lines[i].columns <= COLUMNS);
        FUZZ_REQUIRE(strchr(text_string(&sheet.lines[i].text), '\n') == NULL);
        FUZZ_REQUIRE(fuzz_is_printable(text_string(&sheet.lines[i].text)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *input = fuzz_string(bytes, length);
    const uint8_t *end = memchr(bytes, '\n', length);
    size_t line = end != NULL ? (size_t)(end - bytes) : length;
    size_t rest = length - line;
    unsigned char *memory = malloc(rest + 1);
    FUZZ_REQUIRE(memory != NULL);
    memcpy(memory, bytes + line, rest);
    input[line] = '\0';
    struct shape *shape = shape_parse(input);
    draw(shape, memory, rest);
    shape_destroy(shape);
    free(memory);
    free(input);
    return 0;
}
