#include "grade/judge_races.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "grade/race_schedule.h"
#include "grade/race_words.h"

#include <inttypes.h>
#include <string.h>

static void settle(struct exercise_verdict *exercise, enum status status, const char *message)
{
    struct stage_verdict *stage = &exercise->stages[STAGE_RACES];
    stage->status = status;
    memory_set_string(&stage->message, message);
    for (size_t i = 0; i < exercise->check_count; i++) {
        struct check_verdict *check = &exercise->checks[i];
        if (check->stage == STAGE_RACES) {
            check->status = status;
            memory_set_string(&check->observed, status == STATUS_SKIP ? message : NULL);
        }
    }
}

void judge_races_leave_out(struct exercise_verdict *exercise, const char *why)
{
    exercise->stages[STAGE_RACES].not_asked = true;
    settle(exercise, STATUS_SKIP, why);
}

/* The line of the finding's later place: what is to be looked at first. */
static void set_location(const struct races_report *report, const struct source *source,
                         struct check_verdict *check)
{
    const struct source_place *place = NULL;
    for (size_t i = 0; i < report->event_count; i++) {
        const struct source_place *found = lines_find(&report->lines, report->events[i].offset);
        place = report->events[i].mark != 0 && found != NULL ? found : place;
    }
    if (place == NULL || place->file == NULL) {
        return;
    }
    check->location.file = memory_copy_string(place->file);
    check->location.line = place->line;
    check->location.function = memory_copy_string(place->function);
    if (strcmp(place->file, check->location.file) == 0) {
        check->location.excerpt = source_line(source, place->line);
    }
}

static void fail(const struct races_report *report, const struct source *source,
                 struct exercise_verdict *exercise)
{
    settle(exercise, STATUS_FAIL, NULL);
    for (size_t i = 0; i < exercise->check_count; i++) {
        struct check_verdict *check = &exercise->checks[i];
        if (check->stage == STAGE_RACES) {
            race_words_for(check, report);
            set_location(report, source, check);
        }
    }
}

/* A learner is sent to the checks of the behaviour only when one of them has something to say. */
static const char *words_of_wrong_at_once(const struct exercise_verdict *exercise)
{
    return exercise->stages[STAGE_BEHAVIOUR].status == STATUS_PASS
               ? "not checked: under the checker it crashes, hangs or gives a wrong result already "
                 "when the processes take turns, though every check of the behaviour passes: what "
                 "does it do differently there?"
               : "not checked: it goes wrong already when the processes take turns, see the checks "
                 "of the behaviour";
}

static void judge_report(const struct passes *passes, struct exercise_verdict *exercise)
{
    const struct races_report *report = &passes->races.report;
    AUTO_FREE char *message = NULL;
    exercise->weakest = race_schedule_make_weakest(report);
    switch (report->state) {
    case RACES_FOUND:
        fail(report, &passes->source, exercise);
        return;
    case RACES_CLEAN:
        message = memory_format("right in all %" PRIu64 " executions of small scenarios that the "
                                "memory model allows",
                                report->executions);
        settle(exercise, STATUS_PASS, message);
        return;
    case RACES_UNFINISHED:
        message = memory_format("right in the %" PRIu64 " executions that were tried; there are "
                                "more",
                                report->executions);
        settle(exercise, STATUS_PASS, message);
        return;
    case RACES_AT_ONCE:
        judge_races_leave_out(exercise, words_of_wrong_at_once(exercise));
        return;
    case RACES_UNCHECKED:
        message = memory_format("not checked: %s", report->why != NULL ? report->why : "");
        judge_races_leave_out(exercise, message);
        return;
    case RACES_BROKEN:
        judge_races_leave_out(exercise, "not checked: the checker was ended by the file's code, "
                                        "or by its limits of time and memory");
        return;
    }
}

void judge_races(const struct passes *passes, struct exercise_verdict *exercise)
{
    const struct races_pass *races = &passes->races;
    exercise->stages[STAGE_RACES].duration_ms = races->report.duration_ms;
    if (!races_wanted(passes->manifest)) {
        judge_races_leave_out(exercise, "no shared state to race for");
    } else if (!races->asked) {
        judge_races_leave_out(exercise, "not asked for (--fast)");
    } else if (races->failed) {
        settle(exercise, STATUS_ERROR, races->err.message);
    } else if (!races->explored) {
        judge_races_leave_out(exercise, "not run");
    } else {
        judge_report(passes, exercise);
    }
}
