/* addr2line's answer: it reads debug information that the student's compiler flags and source made. */
#include "fuzz.h"

#include "stage/lines.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *output = fuzz_string(bytes, length);
    struct lines lines = {0};
    lines_want(&lines, 0x1139);
    lines_want(&lines, 0x2000);
    lines_want(&lines, 0x1139);
    lines_want(&lines, 0);
    FUZZ_REQUIRE(lines.count == 2);
    lines_read(&lines, "student.c", output);
    for (size_t i = 0; i < lines.count; i++) {
        const struct source_place *place = &lines.places[i];
        FUZZ_REQUIRE(place->file != NULL || place->line == 0);
        FUZZ_REQUIRE(place->file == NULL || strchr(place->file, '/') == NULL);
    }
    lines_finish(&lines);
    free(output);
    return 0;
}
