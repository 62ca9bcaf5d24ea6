#include "gradebook/mark_words.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"
#include "gradebook/csv_cell.h"
#include "gradebook/policy_words.h"

static void add(struct mark_words *words, struct text *sentence)
{
    *memory_append(&words->items, &words->count) = text_steal(sentence);
}

static void append_decision(struct text *out, const struct gradebook_override *override)
{
    if (override->kind == OVERRIDE_EXCUSED) {
        text_format(out, "excused by %s: %s", override->who, override->why);
        return;
    }
    csv_append_points(out, override->hundredths);
    text_format(out, " points by a decision of %s: %s", override->who, override->why);
}

static void collect_whole(struct mark_words *words, const struct mark *mark)
{
    AUTO_TEXT struct text sentence = {0};
    if (mark->override != NULL) {
        append_decision(&sentence, mark->override);
        add(words, &sentence);
    } else if (mark->state == MARK_NONE) {
        text_append(&sentence, "nothing was handed in");
        add(words, &sentence);
    } else if (mark->state == MARK_UNGRADED) {
        text_append(&sentence, "there is no mark yet: the work could not be judged");
        add(words, &sentence);
    }
}

static void begin_exercise(struct text *sentence, const struct exercise_mark *mark)
{
    text_format(sentence, "%02u-%s: ", mark->exercise->number, mark->exercise->name);
}

static void append_lateness(struct text *out, const struct lateness *lateness)
{
    policy_append_duration(out, lateness->late_ms);
    text_format(out, " late, less %u %%", lateness->percent);
}

/* One attempt has one lateness. */
static void collect_lateness(struct mark_words *words, const struct mark *mark)
{
    AUTO_TEXT struct text sentence = {0};
    if (mark->attempt != NULL && mark->exercise_count > 0 &&
        mark->exercises[0].lateness.late_ms > 0) {
        append_lateness(&sentence, &mark->exercises[0].lateness);
        add(words, &sentence);
    }
}

static void collect_exercise(struct mark_words *words, const struct mark *mark,
                             const struct exercise_mark *exercise)
{
    AUTO_TEXT struct text sentence = {0};
    if (exercise->override != NULL) {
        begin_exercise(&sentence, exercise);
        append_decision(&sentence, exercise->override);
        add(words, &sentence);
    } else if (mark->attempt == NULL && exercise->lateness.late_ms > 0) {
        begin_exercise(&sentence, exercise);
        append_lateness(&sentence, &exercise->lateness);
        add(words, &sentence);
    }
}

bool mark_words_append_left_out(struct text *out, const struct mark *mark, unsigned reason)
{
    static const char *const reasons[MARK_LEFT_OUT_REASONS] = {
        "could not be judged", "came too late to count", "came after the last that counts"};
    const unsigned counts[MARK_LEFT_OUT_REASONS] = {mark->ungraded, mark->closed, mark->beyond};
    assert(reason < MARK_LEFT_OUT_REASONS);
    unsigned count = counts[reason];
    if (count > 0) {
        text_format(out, "%u attempt%s %s", count, count == 1 ? "" : "s", reasons[reason]);
    }
    return count > 0;
}

static void collect_attempts(struct mark_words *words, const struct mark *mark)
{
    for (unsigned reason = 0; reason < MARK_LEFT_OUT_REASONS; reason++) {
        AUTO_TEXT struct text sentence = {0};
        if (mark_words_append_left_out(&sentence, mark, reason)) {
            add(words, &sentence);
        }
    }
}

static void collect_problem(struct mark_words *words, const struct gradebook_attempt *attempt)
{
    AUTO_TEXT struct text sentence = {0};
    if (attempt->problem != NULL) {
        text_append(&sentence, attempt->problem);
        add(words, &sentence);
    }
}

void mark_words_collect(struct mark_words *words, const struct class_member *member)
{
    const struct mark *mark = member->mark;
    *words = (struct mark_words){0};
    collect_whole(words, mark);
    collect_lateness(words, mark);
    for (size_t i = 0; i < mark->exercise_count; i++) {
        collect_exercise(words, mark, &mark->exercises[i]);
    }
    collect_attempts(words, mark);
    for (size_t i = 0; i < member->record->attempt_count; i++) {
        collect_problem(words, &member->record->attempts[i]);
    }
}

void mark_words_finish(struct mark_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        free(words->items[i]);
    }
    free(words->items);
    *words = (struct mark_words){0};
}
