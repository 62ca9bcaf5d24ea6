/* Canvas and Moodle. What each of them does with a cell: class_export.h. */
#include "base/memory.h"
#include "gradebook/class_export.h"
#include "gradebook/csv_cell.h"

struct platform_file {
    const struct export_request *request;
    struct text *out;
    struct export_result *result;
    int64_t most_hundredths; /* the highest mark that was written */
};

static void append_next(struct text *out, const char *cell)
{
    text_append(out, ",");
    csv_append_text(out, cell);
}

/* Written, or counted as left out. */
static bool is_marked(struct platform_file *file, const struct mark *mark, bool excused_too)
{
    bool marked = mark->state == MARK_GIVEN || (excused_too && mark->state == MARK_EXCUSED);
    file->result->unmarked += marked ? 0 : 1;
    return marked;
}

static bool is_matched(struct platform_file *file, bool known)
{
    file->result->unmatched += known ? 0 : 1;
    return known;
}

static void canvas_begin(const struct mark *blank, void *context)
{
    const struct platform_file *file = context;
    const struct export_request *request = file->request;
    AUTO_FREE char *title = request->assignment_id != NULL
                                ? memory_format("%s (%s)", request->title, request->assignment_id)
                                : memory_copy_string(request->title);
    text_append(file->out, "Student,ID,SIS User ID,SIS Login ID,Section");
    append_next(file->out, title);
    /* The blanks before the words are Canvas's own. */
    text_append(file->out, "\n    Points Possible,,,,,");
    csv_append_points(file->out, blank->score.possible_hundredths);
    text_append(file->out, "\n");
}

static void canvas_visit(const struct class_member *member, void *context)
{
    struct platform_file *file = context;
    const struct gradebook_student *student = &member->record->student;
    bool known = student->canvas_id != NULL || student->sis_id != NULL || student->login != NULL;
    if (!is_marked(file, member->mark, true) || !is_matched(file, known)) {
        return;
    }
    csv_append_text(file->out, student->name != NULL ? student->name : student->id);
    append_next(file->out, student->canvas_id);
    append_next(file->out, student->sis_id);
    append_next(file->out, student->login);
    append_next(file->out, student->section);
    text_append(file->out, ",");
    if (member->mark->state == MARK_EXCUSED) {
        text_append(file->out, "EX");
    } else {
        csv_append_points(file->out, member->mark->score.earned_hundredths);
    }
    text_append(file->out, "\n");
    file->result->written++;
}

bool class_export_canvas(const struct export_request *request, struct text *out,
                         struct export_result *result, struct error *err)
{
    struct platform_file file = {.request = request, .out = out, .result = result};
    const struct class_visitor visitor = {
        .begin = canvas_begin, .visit = canvas_visit, .context = &file};
    return class_visit(request->gradebook, request->policy, &visitor, err);
}

static void moodle_begin(const struct mark *blank, void *context)
{
    (void)blank;
    static const char *const columns[] = {[EXPORT_BY_EMAIL] = "Email address",
                                          [EXPORT_BY_ID_NUMBER] = "ID number",
                                          [EXPORT_BY_USERNAME] = "Username"};
    const struct platform_file *file = context;
    text_append(file->out, columns[file->request->user]);
    append_next(file->out, file->request->title);
    text_append(file->out, "\n");
}

static const char *moodle_user(const struct gradebook_student *student, enum export_user user)
{
    switch (user) {
    case EXPORT_BY_ID_NUMBER:
        return student->sis_id;
    case EXPORT_BY_USERNAME:
        return student->login;
    default:
        return student->email;
    }
}

static void moodle_visit(const struct class_member *member, void *context)
{
    struct platform_file *file = context;
    const char *user = moodle_user(&member->record->student, file->request->user);
    int64_t hundredths = member->mark->score.earned_hundredths;
    if (!is_marked(file, member->mark, false) || !is_matched(file, user != NULL)) {
        return;
    }
    csv_append_text(file->out, user);
    text_append(file->out, ",");
    csv_append_points(file->out, hundredths);
    text_append(file->out, "\n");
    file->result->written++;
    file->most_hundredths = hundredths > file->most_hundredths ? hundredths : file->most_hundredths;
}

bool class_export_moodle(const struct export_request *request, struct text *out,
                         struct export_result *result, struct error *err)
{
    static const int64_t moodle_most = 100 * 100;
    struct platform_file file = {.request = request, .out = out, .result = result};
    const struct class_visitor visitor = {
        .begin = moodle_begin, .visit = moodle_visit, .context = &file};
    if (!class_visit(request->gradebook, request->policy, &visitor, err)) {
        return false;
    }
    return file.most_hundredths <= moodle_most ||
           error_set(err,
                     "Moodle breaks off an import at a grade above 100, and one is %lld: set "
                     "points = 100 in the policy",
                     (long long)(file.most_hundredths / 100));
}
