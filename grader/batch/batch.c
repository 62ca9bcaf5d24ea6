#include "batch/batch.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/pool.h"
#include "batch/collection.h"
#include "batch/key.h"
#include "batch/match.h"
#include "report/report_json.h"

/* A batch under way. What is below `lock` is guarded by it; the rest is set up before the threads start. */
struct running {
    const struct batch_plan *plan;
    struct key_base base;

    pthread_mutex_t lock;
    struct batch_result *result;
    bool failed; /* `failure` says why; everybody stops */
    struct error failure;
};

/* One hand-in on its way. */
struct work {
    const struct handin *handin;
    struct collection collection;
    struct grade_source *sources; /* one for each exercise; point into the collection */
    char content[DIGEST_LENGTH + 1];
    char key[DIGEST_LENGTH + 1];
    enum batch_fate fate;
    struct verdict *verdict;
    char *sentence;
};

static void work_finish(struct work *work)
{
    collection_finish(&work->collection);
    free(work->sources);
    verdict_destroy(work->verdict);
    free(work->sentence);
}

/* --- the gradebook ----------------------------------------------------------------------------- */

static struct gradebook_student student_of(const struct person *person)
{
    return (struct gradebook_student){
        .id = person->id,
        .name = person->name,
        .email = person->email,
        .login = person->login,
        .sis_id = person->sis_id,
        .canvas_id = person->canvas_id,
        .section = person->section,
    };
}

static bool is_kept(const struct grade_source *source)
{
    return source->bytes != NULL && source->why_not == NULL;
}

/* The sources under the names that the workbook has for them; paths are owned by the caller. */
static size_t list_files(const struct running *running, const struct work *work,
                         struct gradebook_file *files)
{
    const struct grade_request *request = &running->plan->request;
    size_t count = 0;
    for (size_t i = 0; i < request->exercise_count; i++) {
        const struct manifest *manifest = request->exercises[i];
        if (is_kept(&work->sources[i])) {
            files[count++] = (struct gradebook_file){
                .path = memory_format("%s/%s", manifest->folder, manifest->source),
                .bytes = work->sources[i].bytes,
                .length = work->sources[i].length};
        }
    }
    return count;
}

static char *describe_origin(const struct running *running, const struct handin *handin)
{
    AUTO_TEXT struct text names = {0};
    for (size_t i = 0; i < handin->entry_count; i++) {
        text_format(&names, "%s%s", i > 0 ? ", " : "", handin->entries[i].name);
    }
    const struct batch_plan *plan = running->plan;
    return memory_format("%s: %s", plan->named != NULL ? plan->named : plan->folder,
                         text_string(&names));
}

/* With the lock held: a gradebook is used by one thread at a time. */
static bool record(const struct running *running, const struct work *work, struct error *err)
{
    size_t exercise_count = running->plan->request.exercise_count;
    AUTO_FREE struct gradebook_file *files = memory_allocate(exercise_count, sizeof *files);
    AUTO_FREE char *origin = describe_origin(running, work->handin);
    AUTO_TEXT struct text json = {0};
    if (work->verdict != NULL) {
        report_json_write(work->verdict, NULL, &json);
    }
    const struct gradebook_student student = student_of(&work->handin->person);
    bool has_key = work->verdict != NULL || work->fate == BATCH_KNOWN;
    const struct gradebook_entry entry = {
        .student = &student,
        .content_sha256 = work->content,
        .files = files,
        .file_count = list_files(running, work, files),
        .submitted_ms = work->handin->submitted_ms,
        .origin = origin,
        .problem = has_key ? NULL : work->sentence,
        .key = has_key ? work->key : NULL,
        .json = work->verdict != NULL ? text_string(&json) : NULL,
    };
    bool recorded = gradebook_record(running->plan->gradebook, &entry, err);
    for (size_t i = 0; i < entry.file_count; i++) {
        union {
            const char *lent;
            char *owned;
        } path = {.lent = files[i].path};
        free(path.owned);
    }
    return recorded;
}

static void tell(const struct running *running, const struct work *work)
{
    const struct batch_plan *plan = running->plan;
    if (plan->on_event == NULL) {
        return;
    }
    struct batch_event event = {
        .handin = work->handin,
        .fate = work->fate,
        .verdict = work->verdict,
        .sentence = work->sentence,
        .notes = work->collection.notes,
        .note_count = work->collection.note_count,
        .total = plan->handins->count,
    };
    memcpy(event.done, running->result->done, sizeof event.done);
    plan->on_event(plan->context, &event);
}

/* Nothing more can be kept: nothing more is graded. */
static void stop(struct running *running, const struct error *failure)
{
    if (!running->failed) {
        running->failed = true;
        running->failure = *failure;
    }
    cancel_raise(running->plan->request.cancel);
}

static void keep(struct running *running, const struct work *work)
{
    struct error failure;
    pthread_mutex_lock(&running->lock);
    if (!running->failed && record(running, work, &failure)) {
        running->result->done[work->fate]++;
        running->result->left--;
        tell(running, work);
    } else if (!running->failed) {
        stop(running, &failure);
    }
    pthread_mutex_unlock(&running->lock);
}

static bool is_known(struct running *running, const struct work *work)
{
    bool known = false;
    struct error failure;
    pthread_mutex_lock(&running->lock);
    if (!running->failed &&
        !gradebook_has_verdict(running->plan->gradebook, work->key, &known, &failure)) {
        stop(running, &failure);
    }
    pthread_mutex_unlock(&running->lock);
    return known;
}

/* --- one hand-in ------------------------------------------------------------------------------- */

static bool collect(const struct running *running, struct work *work, struct error *err)
{
    const struct handin *handin = work->handin;
    for (size_t i = 0; i < handin->entry_count; i++) {
        AUTO_FREE char *path =
            memory_format("%s/%s", running->plan->folder, handin->entries[i].name);
        if (!collection_add(&work->collection, running->plan->unpacker, path,
                            handin->entries[i].shown, err)) {
            return false;
        }
    }
    return true;
}

static void note_circumstances(struct work *work)
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

static void grade(const struct running *running, struct work *work)
{
    struct grade_request request = running->plan->request;
    struct error err;
    request.submission = SUBMISSION_SOURCES;
    request.sources = work->sources;
    request.jobs = 1;
    work->fate = BATCH_GRADED;
    if (!running->plan->grade(&request, &work->verdict, &err)) {
        work->fate = BATCH_FAULT;
        work->sentence = memory_copy_string(err.message);
    } else if (work->verdict->status == STATUS_ERROR) {
        work->fate = BATCH_FAULT;
        work->sentence = describe_error(work->verdict);
    }
}

/* What it comes to; false when it was called off before it came to anything. */
static bool judge(struct running *running, struct work *work)
{
    const struct grade_request *request = &running->plan->request;
    struct error err;
    work->sources = memory_allocate(request->exercise_count, sizeof work->sources[0]);
    bool collected = collect(running, work, &err);
    const struct match_exercises exercises = {
        .asked = request->exercises,
        .asked_count = request->exercise_count,
        .all = running->plan->exercises,
        .all_count = running->plan->exercise_count,
    };
    match_sources(&work->collection, &exercises, work->sources);
    note_circumstances(work);
    key_make(&running->base, request, work->sources, work->content, work->key);
    if (!collected) {
        work->fate = BATCH_FAULT;
        work->sentence = memory_copy_string(err.message);
    } else if (work->collection.problem != NULL) {
        work->fate = BATCH_UNGRADABLE;
        work->sentence = memory_copy_string(work->collection.problem);
    } else if (is_known(running, work)) {
        work->fate = BATCH_KNOWN;
    } else {
        grade(running, work);
    }
    /* A fault while everybody stops is no fault of its own. */
    return work->fate != BATCH_FAULT || !cancel_is_raised(request->cancel);
}

static void do_handin(void *context, size_t index)
{
    struct running *running = context;
    const struct batch_plan *plan = running->plan;
    AUTO(work_finish) struct work work = {.handin = &plan->handins->items[index]};
    if (!cancel_is_raised(plan->request.cancel) && judge(running, &work)) {
        keep(running, &work);
    }
}

/* Who hands in nothing is in the class all the same. */
static bool record_roster(const struct batch_plan *plan, struct error *err)
{
    for (size_t i = 0; plan->roster != NULL && i < plan->roster->count; i++) {
        const struct gradebook_student student = student_of(&plan->roster->rows[i].person);
        if (!gradebook_record_student(plan->gradebook, &student, err)) {
            return false;
        }
    }
    return true;
}

bool batch_run(const struct batch_plan *plan, struct batch_result *result, struct error *err)
{
    struct running running = {.plan = plan, .lock = PTHREAD_MUTEX_INITIALIZER, .result = result};
    *result = (struct batch_result){.left = plan->handins->count};
    if (!key_base_make(&plan->request, plan->facts, &running.base, err) ||
        !record_roster(plan, err)) {
        return false;
    }
    pool_run(plan->jobs, plan->handins->count, do_handin, &running);
    if (running.failed) {
        *err = running.failure;
    }
    return !running.failed;
}
