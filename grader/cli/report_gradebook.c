/* grader report, of the gradebook: marks as the policy gives them, with the verdicts that they come from. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/gradebook_desk.h"
#include "cli/report_call.h"
#include "gradebook/decide.h"
#include "gradebook/mark_verdict.h"
#include "gradebook/mark_words.h"
#include "gradebook/policy_apply.h"
#include "model/digest.h"
#include "pages/class_page.h"
#include "pages/student_page.h"

static bool open_desk(const struct report_call *report, struct gradebook_desk *desk)
{
    return gradebook_desk_open(desk, report->options->gradebook, report->options->policy,
                               report->call->err);
}

/* "Ada Lovelace (ada)". Owned by the caller. */
static char *name_student(const struct gradebook_student *student)
{
    return student->name != NULL ? memory_format("%s (%s)", student->name, student->id)
                                 : memory_copy_string(student->id);
}

/* -- class ------------------------------------------------------------------------------------- */

struct class_reading {
    struct gradebook_desk *desk;
    struct class_tally tally;
    struct error *err;
    bool failed;
};

static void class_reading_finish(struct class_reading *reading)
{
    class_tally_finish(&reading->tally);
}

/* What a mark is, whatever the checks came to. */
static void settle_by_mark(struct verdict *verdict, const struct mark *mark)
{
    bool full = mark->score.earned_hundredths >= mark->score.possible_hundredths;
    verdict->score = mark->score;
    verdict->status = full ? STATUS_PASS : STATUS_FAIL;
}

static void tally_member(struct class_tally *tally, const struct class_member *member,
                         struct verdict *verdict)
{
    AUTO_FREE char *name = name_student(&member->record->student);
    AUTO_MARK_WORDS struct mark_words words = {0};
    mark_words_collect(&words, member);
    if (member->mark->state != MARK_GIVEN) {
        class_tally_add_problem(tally, name, words.count > 0 ? words.items[0] : "there is no mark");
        return;
    }
    settle_by_mark(verdict, member->mark);
    class_tally_add(tally, name, verdict);
    for (size_t i = 0; i < words.count; i++) {
        class_tally_add_remark(tally, words.items[i]);
    }
}

static void visit_for_class(const struct class_member *member, void *context)
{
    struct class_reading *reading = context;
    AUTO_VERDICT struct verdict *verdict = NULL;
    if (reading->failed ||
        !mark_read_verdict(reading->desk->gradebook, member->mark, &verdict, reading->err)) {
        reading->failed = true;
        return;
    }
    tally_member(&reading->tally, member, verdict);
}

enum cli_status report_gradebook_class(const struct report_call *report)
{
    AUTO_DESK struct gradebook_desk desk = {0};
    if (!open_desk(report, &desk)) {
        return CLI_BROKEN;
    }
    AUTO(class_reading_finish)
    struct class_reading reading = {.desk = &desk, .err = report->call->err};
    const struct class_visitor visitor = {.visit = visit_for_class, .context = &reading};
    if (!class_visit(desk.gradebook, &desk.policy, &visitor, report->call->err) || reading.failed) {
        return CLI_BROKEN;
    }
    class_tally_settle(&reading.tally);
    bool html = report_is_format(report, "html");
    (html ? class_html_write : class_text_write)(&reading.tally, report->out);
    return CLI_PASSED;
}

/* -- student ----------------------------------------------------------------------------------- */

/* All that a page borrows. */
struct student_material {
    struct verdict *verdict;
    char **sources; /* one for each exercise of the verdict, or NULL */
    struct mark_words words;
    char *name;
};

static void student_material_finish(struct student_material *material)
{
    for (size_t i = 0; material->sources != NULL && i < material->verdict->exercise_count; i++) {
        free(material->sources[i]);
    }
    free(material->sources);
    verdict_destroy(material->verdict);
    mark_words_finish(&material->words);
    free(material->name);
}

static bool read_material(struct gradebook_desk *desk, const struct class_member *member,
                          struct student_material *material, struct error *err)
{
    if (!mark_read_verdict(desk->gradebook, member->mark, &material->verdict, err)) {
        return false;
    }
    struct verdict *verdict = material->verdict;
    material->sources = memory_allocate(verdict->exercise_count + 1, sizeof *material->sources);
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        const struct exercise_mark *mark =
            mark_find_exercise(member->mark, verdict->exercises[i]->name);
        if (!mark_read_source(desk->gradebook, mark, verdict->exercises[i], &material->sources[i],
                              err)) {
            return false;
        }
    }
    policy_apply_hiding(&desk->policy, verdict);
    verdict_conceal_hidden(verdict);
    mark_words_collect(&material->words, member);
    material->name = name_student(&member->record->student);
    return true;
}

/* The page is for the student: what the policy hides is not in it. */
static bool write_member(const struct report_call *report, struct gradebook_desk *desk,
                         const struct class_member *member, struct text *out)
{
    AUTO(student_material_finish) struct student_material material = {0};
    if (!read_material(desk, member, &material, report->call->err)) {
        return false;
    }
    const struct student_page page = {.student = material.name,
                                      .verdict = material.verdict,
                                      .sources = (const char *const *)material.sources,
                                      .has_no_mark = member->mark->state != MARK_GIVEN,
                                      .remarks = (const char *const *)material.words.items,
                                      .remark_count = material.words.count};
    student_page_write(&page, report->options->format, out);
    return true;
}

enum cli_status report_gradebook_student(const struct report_call *report)
{
    struct error *err = report->call->err;
    AUTO_DESK struct gradebook_desk desk = {0};
    if (!open_desk(report, &desk)) {
        return CLI_BROKEN;
    }
    AUTO_FREE char *id = gradebook_find_student(desk.gradebook, report->input, err);
    if (id == NULL) {
        return CLI_USAGE;
    }
    AUTO_GRADEBOOK_EXERCISES struct gradebook_exercises exercises = {0};
    AUTO_GRADEBOOK_RECORD struct gradebook_record record = {0};
    AUTO_MARK struct mark mark = {0};
    if (!class_read_member(desk.gradebook, &desk.policy, id, &exercises, &record, &mark, err)) {
        return CLI_BROKEN;
    }
    const struct class_member member = {.record = &record, .mark = &mark};
    return write_member(report, &desk, &member, report->out) ? CLI_PASSED : CLI_BROKEN;
}

/* -- students ---------------------------------------------------------------------------------- */

struct pages_writing {
    const struct report_call *report;
    struct gradebook_desk *desk;
    size_t written;
    bool failed;
};

enum { NAME_SHOWN_MAX = 80 };

/* An id may be any text of any length; two of them never become one name, and none becomes an option. Owned by the
 * caller. */
static char *name_file(const char *id, const char *format)
{
    const char *suffix = strcmp(format, "html") == 0       ? "html"
                         : strcmp(format, "markdown") == 0 ? "md"
                                                           : "txt";
    AUTO_FREE char *safe = memory_copy_string(id);
    bool changed = strlen(id) > NAME_SHOWN_MAX;
    for (char *at = safe; *at != '\0'; at++) {
        bool keeps = isalnum((unsigned char)*at) || *at == '_' || *at == '@' ||
                     ((*at == '.' || *at == '-') && at != safe);
        changed = changed || !keeps;
        *at = keeps ? *at : '_';
    }
    char digits[DIGEST_LENGTH + 1];
    digest_make(id, strlen(id), digits);
    return changed ? memory_format("%.*s-%.8s.%s", NAME_SHOWN_MAX, safe, digits, suffix)
                   : memory_format("%s.%s", safe, suffix);
}

static bool write_page(struct pages_writing *writing, const struct class_member *member)
{
    const struct report_call *report = writing->report;
    AUTO_TEXT struct text page = {0};
    AUTO_FREE char *name = name_file(member->record->student.id, report->options->format);
    AUTO_FREE char *path = memory_format("%s/%s", report->options->output, name);
    return write_member(report, writing->desk, member, &page) &&
           file_write_atomic(path, text_string(&page), page.length, report->call->err);
}

static void visit_for_pages(const struct class_member *member, void *context)
{
    struct pages_writing *writing = context;
    writing->failed = writing->failed || !write_page(writing, member);
    writing->written += writing->failed ? 0 : 1;
}

enum cli_status report_gradebook_students(const struct report_call *report)
{
    const char *folder = report->options->output;
    AUTO_DESK struct gradebook_desk desk = {0};
    if (folder == NULL) {
        (void)error_set(report->call->err,
                        "report students writes a page for each of them: name the folder with "
                        "--output");
        return CLI_USAGE;
    }
    if (!open_desk(report, &desk)) {
        return CLI_BROKEN;
    }
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
        (void)error_set_errno(report->call->err, "cannot make the folder %s", folder);
        return CLI_BROKEN;
    }
    struct pages_writing writing = {.report = report, .desk = &desk};
    const struct class_visitor visitor = {.visit = visit_for_pages, .context = &writing};
    if (!class_visit(desk.gradebook, &desk.policy, &visitor, report->call->err) || writing.failed) {
        return CLI_BROKEN;
    }
    text_format(report->call->out, "%zu pages are in %s\n", writing.written, folder);
    return CLI_PASSED;
}
