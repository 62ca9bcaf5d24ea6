#include "batch/handin_work.h"

#include <stdlib.h>

#include "base/memory.h"
#include "batch/match.h"

static bool read_entries(struct handin_work *work, const struct batch_plan *plan, struct error *err)
{
    const struct handin *handin = work->handin;
    for (size_t i = 0; i < handin->entry_count; i++) {
        AUTO_FREE char *path = memory_format("%s/%s", plan->folder, handin->entries[i].name);
        if (!collection_add(&work->collection, plan->unpacker, path, handin->entries[i].shown,
                            err)) {
            return false;
        }
    }
    return true;
}

static void note_circumstances(struct handin_work *work)
{
    if (work->handin->said_late) {
        collection_add_note(&work->collection, "the learning platform says that it came late");
    }
    if (work->handin->not_in_roster) {
        collection_add_note(&work->collection, "%s",
                            work->handin->several_in_roster
                                ? "the roster has several of this name, and nothing tells which"
                                : "the roster has no such student");
    }
}

bool handin_work_collect(struct handin_work *work, const struct batch_plan *plan,
                         const struct key_base *base, struct error *err)
{
    const struct grade_request *request = &plan->request;
    const struct match_exercises exercises = {
        .asked = request->exercises,
        .asked_count = request->exercise_count,
        .all = plan->exercises,
        .all_count = plan->exercise_count,
    };
    work->sources = memory_allocate(request->exercise_count, sizeof work->sources[0]);
    const bool read = read_entries(work, plan, err);
    match_sources(&work->collection, &exercises, work->sources);
    note_circumstances(work);
    key_make(base, request, work->sources, work->content, work->key);
    return read;
}

/* The first thing that the grader could not do, in words. */
static char *describe_error(const struct verdict *verdict)
{
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        const struct exercise_verdict *exercise = verdict->exercises[i];
        for (int k = 0; exercise->status == STATUS_ERROR && k < STAGE_COUNT; k++) {
            const struct stage_verdict *stage = &exercise->stages[k];
            if (stage->status == STATUS_ERROR && stage->message != NULL) {
                return memory_format("%s could not be judged (%s): %s", exercise->folder,
                                     stage_name((enum stage)k), stage->message);
            }
        }
    }
    return memory_copy_string("some work could not be judged");
}

void handin_work_grade(struct handin_work *work, const struct batch_plan *plan)
{
    struct grade_request request = plan->request;
    struct error err;
    request.submission = SUBMISSION_SOURCES;
    request.sources = work->sources;
    request.jobs = 1;
    work->fate = BATCH_GRADED;
    if (!plan->grade(&request, &work->verdict, &err)) {
        handin_work_give_up(work, BATCH_FAULT, err.message);
    } else if (work->verdict->status == STATUS_ERROR) {
        AUTO_FREE char *sentence = describe_error(work->verdict);
        handin_work_give_up(work, BATCH_FAULT, sentence);
    }
}

void handin_work_give_up(struct handin_work *work, enum batch_fate fate, const char *sentence)
{
    work->fate = fate;
    work->sentence = memory_copy_string(sentence);
}

void handin_work_finish(struct handin_work *work)
{
    collection_finish(&work->collection);
    free(work->sources);
    verdict_destroy(work->verdict);
    free(work->sentence);
}
