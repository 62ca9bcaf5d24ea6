#include "grade/bench.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <string.h>

void bench_set_stage(struct exercise_verdict *exercise, enum stage stage, enum status status,
                     const char *message)
{
    exercise->stages[stage].status = status;
    memory_set_string(&exercise->stages[stage].message, message);
}

void bench_set_later_stages(struct exercise_verdict *exercise, enum stage after, enum status status,
                            const char *message)
{
    for (int stage = after + 1; stage < STAGE_COUNT; stage++) {
        bench_set_stage(exercise, (enum stage)stage, status, message);
    }
}

/* The compiler counts a function's code from its opening brace; its name, a line above, says more. */
static unsigned line_of_name(const struct source *source, unsigned line)
{
    AUTO_FREE char *text = source_line(source, line);
    bool only_brace =
        text != NULL && text[strspn(text, " \t")] == '{' && text[strspn(text, " \t{")] == '\0';
    return only_brace && line > 1 ? line - 1 : line;
}

void bench_set_location(struct bench *bench, struct location *location, uint64_t offset)
{
    const struct source_place *place = lines_find(&bench->lines, offset);
    if (place == NULL || place->file == NULL) {
        return;
    }
    location->file = memory_copy_string(place->file);
    location->line = place->line;
    location->function = memory_copy_string(place->function);
    if (strcmp(place->file, bench->exercise->source) == 0) {
        location->line = line_of_name(&bench->passes->source, place->line);
        location->excerpt = source_line(&bench->passes->source, location->line);
    }
}
