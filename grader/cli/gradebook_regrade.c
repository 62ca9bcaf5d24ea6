/* grader gradebook regrade: what was handed in, out of the gradebook, judged by the tests of today.
 *
 * The files of a submission go into a folder of this grader's own (stage/run_folder.h: that of a grader which was
 * killed is removed by the next). The verdict of before stays; decisions of people are not touched. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/tree.h"
#include "cli/gradebook_desk.h"
#include "cli/live.h"
#include "cli/work.h"
#include "gradebook/decide.h"
#include "model/verdict_key.h"
#include "report/report_json.h"
#include "stage/run_folder.h"

struct regrade {
    const struct command_call *call;
    struct gradebook *gradebook;
    struct grade_request request;
    char ground[DIGEST_LENGTH + 1];
    const char *folder; /* for the files of one submission at a time */
    size_t graded;      /* submissions judged anew */
    size_t known;       /* whose verdict was known by its key */
    size_t changed;     /* of both: whose points are others than before */
    size_t unjudged;
};

/* Names come out of archives: nothing leaves the folder. */
static bool path_is_safe(const char *path)
{
    AUTO_FREE char *copy = memory_copy_string(path);
    char *rest = copy;
    for (char *part = strsep(&rest, "/"); part != NULL; part = strsep(&rest, "/")) {
        if (part[0] == '\0' || strcmp(part, ".") == 0 || strcmp(part, "..") == 0) {
            return false;
        }
    }
    return true;
}

static bool make_parents(const char *root, char *path, struct error *err)
{
    for (char *slash = path + strlen(root) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        bool made = mkdir(path, 0700) == 0 || access(path, X_OK) == 0;
        if (!made) {
            return error_set_errno(err, "cannot make the folder %s", path);
        }
        *slash = '/';
    }
    return true;
}

static bool unpack(const struct gradebook_files *files, const char *root, struct error *err)
{
    if (mkdir(root, 0700) != 0) {
        return error_set_errno(err, "cannot make the folder %s", root);
    }
    for (size_t i = 0; i < files->count; i++) {
        const struct gradebook_stored_file *file = &files->items[i];
        AUTO_FREE char *path = memory_format("%s/%s", root, file->path);
        if (path_is_safe(file->path) &&
            (!make_parents(root, path, err) ||
             !file_write_atomic(path, file->bytes, file->length, err))) {
            return false;
        }
    }
    return true;
}

static bool grade_files(struct regrade *regrade, const struct gradebook_files *files,
                        struct text *json)
{
    struct error *err = regrade->call->err;
    AUTO_FREE char *root = memory_format("%s/submission", regrade->folder);
    AUTO_VERDICT struct verdict *verdict = NULL;
    struct grade_request request = regrade->request;
    request.submission = SUBMISSION_DIR;
    request.path = root;
    bool graded = unpack(files, root, err) && regrade->call->grade(&request, &verdict, err);
    tree_remove(AT_FDCWD, root);
    if (graded) {
        report_json_write(verdict, NULL, json);
        regrade->unjudged += verdict->status == STATUS_ERROR ? 1 : 0;
    }
    return graded;
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

static bool regrade_attempt(struct regrade *regrade, const struct gradebook_attempt *attempt)
{
    struct error *err = regrade->call->err;
    AUTO_GRADEBOOK_FILES struct gradebook_files files = {0};
    AUTO_TEXT struct text json = {0};
    char key[DIGEST_LENGTH + 1];
    bool known = false;
    verdict_key_make(regrade->ground, attempt->content_sha256, key);
    if (!gradebook_has_verdict(regrade->gradebook, key, &known, err) ||
        !gradebook_read_files(regrade->gradebook, attempt->submission, &files, err)) {
        return false;
    }
    if (!known && files.count == 0) {
        return true; /* nothing of it could be read when it was handed in */
    }
    if (!known && !grade_files(regrade, &files, &json)) {
        return false;
    }
    regrade->known += known ? 1 : 0;
    regrade->graded += known ? 0 : 1;
    return gradebook_record_grading(regrade->gradebook, attempt->submission, key,
                                    known ? NULL : text_string(&json), err) &&
           count_change(regrade, attempt);
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
    for (size_t i = 0; i < ids->count && graded; i++) {
        live_show(&live, "%zu of %zu: %s", i + 1, ids->count, ids->items[i]);
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

static bool regrade_in_folder(struct regrade *regrade, const struct gradebook_ids *ids)
{
    const char *base = getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp";
    AUTO_FREE char *folder = NULL;
    AUTO_CLOSE int lock = -1;
    run_folder_sweep(base);
    if (!run_folder_create(base, &folder, &lock, regrade->call->err)) {
        return false;
    }
    regrade->folder = folder;
    bool graded = regrade_students(regrade, ids);
    tree_remove(AT_FDCWD, folder);
    return graded;
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
    if (!verdict_key_ground(&regrade->request, regrade->ground, call->err) ||
        !regrade_in_folder(regrade, &ids)) {
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

enum cli_status gradebook_regrade(const struct gradebook_call *gradebook)
{
    const struct command_call *call = gradebook->call;
    AUTO_GRADEBOOK struct gradebook *book = NULL;
    AUTO_WORKBOOK struct workbook workbook = {0};
    if (call->grade == NULL) {
        (void)error_set(call->err, "this grader was built without its grading part");
        return CLI_BROKEN;
    }
    if (!gradebook_open(gradebook->options->gradebook, GRADEBOOK_PRESENT, &book, call->err) ||
        !workbook_open(&workbook, call->err)) {
        return CLI_BROKEN;
    }
    struct regrade regrade = {
        .call = call,
        .gradebook = book,
        .request = {.layout = &workbook.layout,
                    .exercises = (const struct manifest *const *)workbook.catalogue->exercises,
                    .exercise_count = workbook.catalogue->count},
    };
    return regrade_chosen(gradebook, &regrade);
}
