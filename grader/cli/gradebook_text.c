#include "cli/gradebook_text.h"

#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "gradebook/csv_cell.h"
#include "gradebook/mark_words.h"
#include "report/printable.h"

enum { ID_COLUMNS = 18, NAME_COLUMNS = 22, MARK_COLUMNS = 14, POINTS_COLUMNS = 7 };

void gradebook_text_append_time(struct text *out, int64_t time_ms)
{
    if (time_ms < 0) {
        text_append(out, "unknown");
    } else {
        date_append_local(out, time_ms, "%Y-%m-%d %H:%M:%S %z");
    }
}

void gradebook_text_append_score(struct text *out, const struct score *score)
{
    csv_append_points(out, score->earned_hundredths);
    text_append(out, " of ");
    csv_append_points(out, score->possible_hundredths);
}

/* Cut and filled to exactly `columns`. */
static void append_cell(const struct gradebook_page *page, enum report_tone tone,
                        const char *string, unsigned columns)
{
    AUTO_TEXT struct text cell = {0};
    struct report_style plain = page->style;
    plain.color = false;
    report_style_append_cut(&plain, &cell, TONE_PLAIN, string, columns);
    unsigned used = printable_columns(text_string(&cell), cell.length);
    report_style_append_cut(&page->style, page->out, tone, string, columns);
    text_append_repeated(page->out, ' ', used < columns ? columns - used : 0);
}

static enum report_tone tone_of_state(enum mark_state state)
{
    return state == MARK_UNGRADED ? TONE_WARN : state == MARK_NONE ? TONE_FAINT : TONE_PLAIN;
}

static void append_mark(const struct mark *mark, struct text *out)
{
    if (mark->state == MARK_GIVEN) {
        gradebook_text_append_score(out, &mark->score);
    } else {
        text_append(out, mark_state_name(mark->state));
    }
}

static void begin_class(const struct mark *blank, void *context)
{
    struct gradebook_page *page = context;
    text_append(page->out, "\n  ");
    append_cell(page, TONE_STRONG, "student", ID_COLUMNS);
    append_cell(page, TONE_STRONG, " name", NAME_COLUMNS);
    append_cell(page, TONE_STRONG, " mark", MARK_COLUMNS);
    for (size_t i = 0; i < blank->exercise_count; i++) {
        text_format(page->out, "%*s%02u", POINTS_COLUMNS - 2, "",
                    blank->exercises[i].exercise->number);
    }
    text_append(page->out, "\n");
}

static void append_exercises(struct gradebook_page *page, const struct mark *mark)
{
    for (size_t i = 0; i < mark->exercise_count; i++) {
        const struct exercise_mark *exercise = &mark->exercises[i];
        AUTO_TEXT struct text points = {0};
        if (exercise->attempt != NULL || exercise->override != NULL) {
            csv_append_points(&points, exercise->score.earned_hundredths);
        }
        text_append(&points, exercise->override != NULL ? "*" : "");
        page->decided = page->decided || exercise->override != NULL;
        text_format(page->out, "%*s", POINTS_COLUMNS, text_string(&points));
    }
}

static void visit_student(const struct class_member *member, void *context)
{
    struct gradebook_page *page = context;
    const struct gradebook_student *student = &member->record->student;
    AUTO_TEXT struct text mark = {0};
    append_mark(member->mark, &mark);
    text_append(&mark, member->mark->override != NULL ? "*" : "");
    page->decided = page->decided || member->mark->override != NULL;
    text_append(page->out, "  ");
    append_cell(page, TONE_PLAIN, student->id, ID_COLUMNS - 1);
    text_append(page->out, "  ");
    append_cell(page, TONE_PLAIN, student->name != NULL ? student->name : "", NAME_COLUMNS - 1);
    text_append(page->out, " ");
    append_cell(page, tone_of_state(member->mark->state), text_string(&mark), MARK_COLUMNS);
    append_exercises(page, member->mark);
    text_append(page->out, "\n");
}

static void write_policy(const struct gradebook_page *page)
{
    text_append(page->out, "\n  Policy: ");
    report_style_append(&page->style, page->out, TONE_PLAIN,
                        page->desk->policy_path != NULL
                            ? page->desk->policy_path
                            : "the defaults ('grader gradebook policy template' begins one)");
    text_append(page->out, "\n");
}

bool gradebook_text_write_class(struct gradebook_page *page, struct error *err)
{
    const struct class_visitor visitor = {
        .begin = begin_class, .visit = visit_student, .context = page};
    if (!class_visit(page->desk->gradebook, &page->desk->policy, &visitor, err)) {
        return false;
    }
    if (page->decided) {
        text_append(page->out, "\n  * decided by somebody: 'grader gradebook show STUDENT' says by "
                               "whom and why.\n");
    }
    write_policy(page);
    text_append(page->out, "\n");
    return true;
}

/* "less 10 %, 2 hours late" behind something; nothing when it was on time. */
static void append_lateness(const struct lateness *lateness, struct text *out)
{
    if (lateness->late_ms > 0) {
        text_format(out, ", less %u %% for lateness", lateness->percent);
    }
}

static size_t attempt_place(const struct gradebook_record *record,
                            const struct gradebook_attempt *attempt)
{
    return (size_t)(attempt - record->attempts) + 1;
}

static void append_decision(const struct gradebook_page *page,
                            const struct gradebook_override *override)
{
    text_append(page->out, "decided by ");
    report_style_append(&page->style, page->out, TONE_STRONG, override->who);
    text_append(page->out, " on ");
    gradebook_text_append_time(page->out, override->time_ms);
    text_append(page->out, ": ");
    report_style_append(&page->style, page->out, TONE_PLAIN, override->why);
}

static void write_exercises(const struct gradebook_page *page, const struct class_member *member)
{
    for (size_t i = 0; i < member->mark->exercise_count; i++) {
        const struct exercise_mark *exercise = &member->mark->exercises[i];
        AUTO_FREE char *folder =
            memory_format("%02u-%s", exercise->exercise->number, exercise->exercise->name);
        text_append(page->out, "    ");
        append_cell(page, TONE_PLAIN, folder, NAME_COLUMNS);
        text_append(page->out, "  ");
        gradebook_text_append_score(page->out, &exercise->score);
        text_append(page->out, exercise->extra ? " on top" : "");
        if (exercise->override != NULL) {
            text_append(page->out, ", ");
            append_decision(page, exercise->override);
        } else if (exercise->attempt != NULL) {
            text_format(page->out, ", attempt %zu",
                        attempt_place(member->record, exercise->attempt));
            append_lateness(&exercise->lateness, page->out);
        }
        text_append(page->out, "\n");
    }
}

static void write_attempts(const struct gradebook_page *page, const struct gradebook_record *record)
{
    text_append(page->out,
                record->attempt_count > 0 ? "\n  Attempts\n" : "\n  Nothing was handed in.\n");
    for (size_t i = 0; i < record->attempt_count; i++) {
        const struct gradebook_attempt *attempt = &record->attempts[i];
        text_format(page->out, "    %zu  ", i + 1);
        gradebook_text_append_time(page->out, attempt->submitted_ms);
        text_append(page->out, "  ");
        if (gradebook_attempt_is_judged(attempt)) {
            gradebook_text_append_score(page->out, &attempt->summary.score);
        } else {
            report_style_append(&page->style, page->out, TONE_WARN, "not judged");
        }
        text_append(page->out, "  ");
        report_style_append(&page->style, page->out, TONE_FAINT, attempt->origin);
        if (attempt->problem != NULL) {
            text_append(page->out, "\n       ");
            report_style_append(&page->style, page->out, TONE_WARN, attempt->problem);
        }
        text_append(page->out, "\n");
    }
}

static void write_notes(const struct gradebook_page *page, const struct gradebook_record *record)
{
    text_append(page->out, record->note_count > 0 ? "\n  Notes\n" : "");
    for (size_t i = 0; i < record->note_count; i++) {
        const struct gradebook_note *note = &record->notes[i];
        text_append(page->out, "    ");
        gradebook_text_append_time(page->out, note->time_ms);
        text_append(page->out, ", ");
        report_style_append(&page->style, page->out, TONE_STRONG, note->who);
        text_append(page->out, ": ");
        report_style_append(&page->style, page->out, TONE_PLAIN, note->words);
        text_append(page->out, "\n");
    }
}

static void write_left_out(const struct mark *mark, struct text *out)
{
    for (unsigned reason = 0; reason < MARK_LEFT_OUT_REASONS; reason++) {
        AUTO_TEXT struct text line = {0};
        if (mark_words_append_left_out(&line, mark, reason)) {
            text_format(out, "    %s\n", text_string(&line));
        }
    }
}

void gradebook_text_write_student(struct gradebook_page *page, const struct class_member *member)
{
    const struct gradebook_student *student = &member->record->student;
    text_append(page->out, "\n  ");
    report_style_append(&page->style, page->out, TONE_STRONG, student->id);
    const char *const more[] = {student->name, student->email, student->section};
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) {
        if (more[i] != NULL) {
            text_append(page->out, ", ");
            report_style_append(&page->style, page->out, TONE_PLAIN, more[i]);
        }
    }
    text_append(page->out, "\n\n  Mark: ");
    append_mark(member->mark, page->out);
    if (member->mark->override != NULL) {
        text_append(page->out, ", ");
        append_decision(page, member->mark->override);
    }
    text_append(page->out, "\n");
    write_exercises(page, member);
    write_left_out(member->mark, page->out);
    write_attempts(page, member->record);
    write_notes(page, member->record);
    write_policy(page);
    text_append(page->out, "\n");
}
