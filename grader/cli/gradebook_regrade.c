/* grader gradebook regrade: what was handed in, out of the gradebook, judged by the tests of today.
 *
 * Asked for are the exercises that the gradebook is about, so that a class that was graded on two of them is not measured
 * by seven. The verdicts of before stay; decisions of people are not touched. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "batch/key.h"
#include "cli/gradebook_call.h"
#include "cli/live.h"
#include "cli/stop_signals.h"
#include "cli/work.h"
#include "grade/session.h"
#include "gradebook/decide.h"
#include "report/report_json.h"

struct regrade {
    const struct command_call *call;
    struct gradebook *gradebook;
    struct workbook workbook;
    const struct manifest **exercises;
    struct grade_request request; /* of any submission, but for its sources */
    struct grade_session *session;
    struct key_base base;
    size_t graded;  /* submissions judged anew */
    size_t known;   /* whose verdict was known by its key */
    size_t changed; /* of both: whose points are others than before */
    size_t unjudged;
};

static void regrade_finish(struct regrade *regrade)
{
    grade_session_destroy(regrade->session);
    gradebook_close(regrade->gradebook);
    free(regrade->exercises);
    workbook_finish(&regrade->workbook);
}

/* Missing: no bytes. */
static struct grade_source find_source(const struct gradebook_files *files,
                                       const struct manifest *manifest)
{
    const struct gradebook_stored_file *found = gradebook_files_find(files, manifest);
    return found != NULL ? (struct grade_source){.bytes = found->bytes, .length = found->length}
                         : (struct grade_source){0};
}

static bool judge(struct regrade *regrade, const struct grade_source *sources, struct text *json)
{
    AUTO_VERDICT struct verdict *verdict = NULL;
    struct grade_request request = regrade->request;
    request.sources = sources;
    if (!regrade->call->grade(&request, &verdict, regrade->call->err)) {
        return false;
    }
    report_json_write(verdict, NULL, json);
    regrade->unjudged += verdict->status == STATUS_ERROR ? 1 : 0;
    return true;
}

static bool count_change(struct regrade *regrade, const struct gradebook_attempt *attempt)
{
    AUTO_GRADEBOOK_GRADINGS struct gradebook_gradings gradings = {0};
    if (!gradebook_read_gradings(regrade->gradebook, attempt->submission, &gradings,
                                 regrade->call->err)) {
        return false;
    }
    const struct gradebook_grading *last =
        gradings.count > 0 ? &gradings.items[gradings.count - 1] : NULL;
    bool changed =
        last != NULL && last->score.earned_hundredths != attempt->summary.score.earned_hundredths;
    regrade->changed += changed ? 1 : 0;
    return true;
}

static bool judge_unless_known(struct regrade *regrade, const struct grade_source *sources,
                               const struct gradebook_attempt *attempt)
{
    struct error *err = regrade->call->err;
    AUTO_TEXT struct text json = {0};
    char content[DIGEST_LENGTH + 1];
    char key[DIGEST_LENGTH + 1];
    bool known = false;
    key_make(&regrade->base, &regrade->request, sources, content, key);
    if (!gradebook_has_verdict(regrade->gradebook, key, &known, err) ||
        (!known && !judge(regrade, sources, &json))) {
        return false;
    }
    regrade->known += known ? 1 : 0;
    regrade->graded += known ? 0 : 1;
    return gradebook_record_grading(regrade->gradebook, attempt->submission, key,
                                    known ? NULL : text_string(&json), err) &&
           count_change(regrade, attempt);
}

static bool regrade_attempt(struct regrade *regrade, const struct gradebook_attempt *attempt)
{
    size_t count = regrade->request.exercise_count;
    AUTO_GRADEBOOK_FILES struct gradebook_files files = {0};
    AUTO_FREE struct grade_source *sources = memory_allocate(count, sizeof *sources);
    if (!gradebook_read_files(regrade->gradebook, attempt->submission, &files,
                              regrade->call->err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        sources[i] = find_source(&files, regrade->exercises[i]);
    }
    /* Of what could not be opened when it was handed in there is nothing to judge now either. */
    bool unreadable = attempt->problem != NULL && files.count == 0;
    return unreadable || judge_unless_known(regrade, sources, attempt);
}

/* Handed in twice it is judged once. */
static bool seen_before(const struct gradebook_record *record, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (record->attempts[i].submission == record->attempts[index].submission) {
            return true;
        }
    }
    return false;
}

static bool regrade_student(struct regrade *regrade, const char *id)
{
    AUTO_GRADEBOOK_RECORD struct gradebook_record record = {0};
    if (!gradebook_read_student(regrade->gradebook, id, &record, regrade->call->err)) {
        return false;
    }
    for (size_t i = 0; i < record.attempt_count; i++) {
        if (!seen_before(&record, i) && !regrade_attempt(regrade, &record.attempts[i])) {
            return false;
        }
    }
    return true;
}

static bool regrade_students(struct regrade *regrade, const struct gradebook_ids *ids)
{
    struct live live = live_begin();
    bool graded = true;
    for (size_t i = 0; i < ids->count && graded && !cancel_is_raised(regrade->request.cancel);
         i++) {
        live_show(&live, "%zu of %zu students", i, ids->count);
        graded = regrade_student(regrade, ids->items[i]);
    }
    live_end(&live);
    return graded;
}

/* Those who are named, or all. False with *status. */
static bool choose_students(const struct gradebook_call *gradebook, struct gradebook *book,
                            struct gradebook_ids *ids, enum cli_status *status)
{
    struct error *err = gradebook->call->err;
    *status = CLI_BROKEN;
    if (gradebook->operand_count == 0) {
        return gradebook_read_ids(book, ids, err);
    }
    *status = CLI_USAGE;
    for (int i = 0; i < gradebook->operand_count; i++) {
        char *id = gradebook_find_student(book, gradebook->operands[i], err);
        if (id == NULL) {
            return false;
        }
        *memory_append(&ids->items, &ids->count) = id;
    }
    return true;
}

/* Those of the gradebook that the workbook still has; all of the workbook's for a gradebook without a verdict. */
static bool choose_exercises(struct regrade *regrade, struct error *err)
{
    const struct catalogue *catalogue = regrade->workbook.catalogue;
    AUTO_GRADEBOOK_EXERCISES struct gradebook_exercises known = {0};
    if (!gradebook_read_exercises(regrade->gradebook, &known, err)) {
        return false;
    }
    regrade->exercises = memory_allocate(catalogue->count, sizeof *regrade->exercises);
    size_t count = 0;
    for (size_t i = 0; i < catalogue->count; i++) {
        bool asked = known.count == 0;
        for (size_t k = 0; k < known.count && !asked; k++) {
            asked = strcmp(known.items[k].name, catalogue->exercises[i]->name) == 0;
        }
        if (asked) {
            regrade->exercises[count++] = catalogue->exercises[i];
        }
    }
    regrade->request.exercises = regrade->exercises;
    regrade->request.exercise_count = count;
    return count > 0 || error_set(err, "the workbook has none of the exercises that %s is about",
                                  gradebook_path(regrade->gradebook));
}

static bool regrade_open(struct regrade *regrade, const struct gradebook_options *options,
                         struct error *err)
{
    if (!gradebook_open(options->gradebook, GRADEBOOK_PRESENT, &regrade->gradebook, err) ||
        !workbook_open(&regrade->workbook, err)) {
        return false;
    }
    regrade->request = (struct grade_request){.layout = &regrade->workbook.layout,
                                              .submission = SUBMISSION_SOURCES,
                                              .fast = options->fast};
    if (!choose_exercises(regrade, err) ||
        !grade_session_create_plain(&regrade->request, &regrade->session, err)) {
        return false;
    }
    regrade->request.session = regrade->session;
    return key_base_make(&regrade->request, grade_session_facts(regrade->session), &regrade->base,
                         err);
}

static enum cli_status regrade_chosen(const struct gradebook_call *gradebook,
                                      struct regrade *regrade)
{
    const struct command_call *call = gradebook->call;
    AUTO_GRADEBOOK_IDS struct gradebook_ids ids = {0};
    enum cli_status status = CLI_BROKEN;
    if (!choose_students(gradebook, regrade->gradebook, &ids, &status)) {
        return status;
    }
    if (!regrade_students(regrade, &ids)) {
        return CLI_BROKEN;
    }
    text_format(call->out,
                "%zu submissions of %zu students: %zu judged anew, %zu as they had been judged "
                "before; %zu have other points now.\n",
                regrade->graded + regrade->known, ids.count, regrade->graded, regrade->known,
                regrade->changed);
    if (regrade->unjudged > 0) {
        (void)error_set(call->err, "%zu could not be judged; 'grader doctor' looks for the cause",
                        regrade->unjudged);
        return CLI_BROKEN;
    }
    return CLI_PASSED;
}

static enum cli_status regrade_until_stopped(const struct gradebook_call *gradebook,
                                             struct stop_signals *stop)
{
    const struct command_call *call = gradebook->call;
    AUTO(regrade_finish) struct regrade regrade = {.call = call};
    if (!regrade_open(&regrade, gradebook->options, call->err)) {
        return CLI_BROKEN;
    }
    regrade.request.cancel = &stop->cancel;
    return regrade_chosen(gradebook, &regrade);
}

/* Stopped in the middle, what is judged by then is recorded; the rest is for the next time. */
enum cli_status gradebook_regrade(const struct gradebook_call *gradebook)
{
    const struct command_call *call = gradebook->call;
    struct stop_signals stop;
    if (call->grade == NULL) {
        (void)error_set(call->err, "this grader was built without its grading part");
        return CLI_BROKEN;
    }
    if (!stop_signals_begin(&stop, call->err)) {
        return CLI_BROKEN;
    }
    enum cli_status status = regrade_until_stopped(gradebook, &stop);
    int number = stop_signals_end(&stop);
    if (number != 0) {
        stop_signals_die(number, call);
    }
    return status;
}
