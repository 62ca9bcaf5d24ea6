#include "report/report_notes.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static bool has_check(const struct exercise_verdict *exercise, enum stage stage)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        if (exercise->checks[i].stage == stage) {
            return true;
        }
    }
    return false;
}

static bool lacks_races(const struct exercise_verdict *exercise)
{
    return exercise->stages[STAGE_RACES].not_asked && has_check(exercise, STAGE_RACES);
}

/* What --fast has left out and what that can mean; NULL: it has left nothing out. */
static const char *words_of_left_out(const struct verdict *verdict)
{
    const char *words = NULL;
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        const struct exercise_verdict *exercise = verdict->exercises[i];
        if (!exercise->stages[STAGE_MEMORY].not_asked) {
            continue;
        }
        if (lacks_races(exercise)) {
            return "Graded without Valgrind and the search for races (--fast): a memory fault or a "
                   "race can hide.";
        }
        words = "Graded without Valgrind (--fast): a memory fault can hide.";
    }
    return words;
}

/* Of an exercise that passed although its races could not be searched for: why. NULL: they were, or were not asked
 * for. */
static char *words_of_unchecked_races(const struct exercise_verdict *exercise)
{
    const struct stage_verdict *races = &exercise->stages[STAGE_RACES];
    if (exercise->status != STATUS_PASS || !lacks_races(exercise) ||
        exercise->stages[STAGE_MEMORY].not_asked || races->message == NULL) {
        return NULL;
    }
    return memory_format("Races in %02u-%s: %s. One can hide (docs/races.md).", exercise->number,
                         exercise->name, races->message);
}

/* Takes the sentence over; NULL is none. */
static void add(struct report_notes *notes, char *sentence)
{
    if (sentence != NULL) {
        *memory_append(&notes->items, &notes->count) = sentence;
    }
}

void report_notes_make(const struct verdict *verdict, const char *advice,
                       struct report_notes *notes)
{
    const char *sandbox = verdict->environment.sandbox;
    *notes = (struct report_notes){0};
    if (sandbox != NULL && strcmp(sandbox, "full") != 0) {
        add(notes, memory_format("Graded with the sandbox %s%s.",
                                 strcmp(sandbox, "off") == 0 ? "switched off" : "reduced", advice));
    }
    add(notes, memory_copy_string(words_of_left_out(verdict)));
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        add(notes, words_of_unchecked_races(verdict->exercises[i]));
    }
}

void report_notes_finish(struct report_notes *notes)
{
    for (size_t i = 0; i < notes->count; i++) {
        free(notes->items[i]);
    }
    free(notes->items);
    *notes = (struct report_notes){0};
}
