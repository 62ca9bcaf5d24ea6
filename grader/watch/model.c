#include "watch/model.h"

#include <string.h>

#include "base/memory.h"
#include "watch/model_private.h"

void watch_model_init(struct watch_model *model, const struct manifest *const *exercises,
                      size_t count, size_t at)
{
    *model = (struct watch_model){.exercises = exercises, .count = count, .at = at, .cursor = at};
    model->records = memory_allocate(count, sizeof model->records[0]);
    model->wishes.aim = true;
    watch_model_grade(model, at);
}

void watch_model_finish(struct watch_model *model)
{
    for (size_t i = 0; i < model->count; i++) {
        verdict_destroy(model->records[i].verdict);
        free(model->records[i].trouble);
    }
    free(model->records);
    watch_peek_clear(&model->peek);
    free(model->note);
    *model = (struct watch_model){0};
}

static void enter_phase(struct watch_model *model, enum watch_phase phase)
{
    model->phase = phase;
    model->phase_turn++;
}

void watch_model_grade(struct watch_model *model, size_t index)
{
    model->serial++;
    model->graded = index;
    model->records[index].outdated = true;
    model->wishes.grade = true;
    model->live = (struct watch_live){0};
    if (index == model->at) {
        watch_model_drop_peek(model);
    }
    enter_phase(model, WATCH_GRADING);
}

void watch_model_turn_page(struct watch_model *model, enum watch_page page)
{
    if (model->page == WATCH_PAGE_PEEK && page != WATCH_PAGE_PEEK) {
        watch_model_leave_peek(model);
    }
    model->page = page;
    model->page_turn++;
    model->scroll = 0;
}

void watch_model_clear_note(struct watch_model *model)
{
    memory_set_string(&model->note, NULL);
}

void watch_model_note(struct watch_model *model, enum report_tone tone, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *note = memory_format_list(format, arguments);
    va_end(arguments);
    free(model->note);
    model->note = note;
    model->note_tone = tone;
    model->note_turn++;
}

void watch_model_saved(struct watch_model *model)
{
    watch_model_clear_note(model);
    model->gone = false;
    model->asks_reset = false;
    model->check_all = false;
    watch_model_grade(model, model->at);
    watch_model_turn_page(model, WATCH_PAGE_RESULT);
}

void watch_model_gone(struct watch_model *model)
{
    model->gone = true;
    watch_model_note(model, TONE_WARN, "%s is not there any more; it is graded when it is back",
                     watch_model_exercise(model)->source);
    if (model->phase != WATCH_IDLE && model->graded == model->at) {
        model->serial++;
        model->wishes.call_off = true;
        enter_phase(model, WATCH_IDLE);
    }
    watch_model_advance_peek(model);
}

/* The record that news of this grading belong to; NULL when nobody wants them any more. */
static struct watch_record *find_asked(struct watch_model *model, uint64_t serial)
{
    bool wanted = serial == model->serial && model->phase != WATCH_IDLE;
    return wanted ? &model->records[model->graded] : NULL;
}

static void take_verdict(struct watch_model *model, struct watch_record *record,
                         struct verdict *verdict, bool preview)
{
    /* What comes after the first result adds to it: whoever reads it is not to lose the place. */
    if (record->outdated && model->graded == model->at && model->page == WATCH_PAGE_RESULT) {
        model->scroll = 0;
    }
    verdict_destroy(record->verdict);
    record->verdict = verdict;
    record->preview = preview;
    record->outdated = false;
    record->passed = preview ? record->passed : verdict->status == STATUS_PASS;
    memory_set_string(&record->trouble, NULL);
    model->result_turn++;
    watch_model_advance_peek(model);
}

void watch_model_fact(struct watch_model *model, uint64_t serial,
                      const struct manifest_check *check, bool passed)
{
    struct watch_live *live = &model->live;
    if (find_asked(model, serial) == NULL) {
        return;
    }
    if (check == NULL) {
        live->built = passed;
    } else if (passed) {
        live->passed++;
    } else {
        live->failed++;
        live->first_failed = live->first_failed != NULL ? live->first_failed : check;
    }
}

void watch_model_preview(struct watch_model *model, uint64_t serial, struct verdict *verdict)
{
    struct watch_record *record = find_asked(model, serial);
    if (record == NULL) {
        verdict_destroy(verdict);
        return;
    }
    enter_phase(model, WATCH_REFINING);
    take_verdict(model, record, verdict, true);
}

static void tell_all(struct watch_model *model)
{
    size_t passed = 0;
    size_t first = model->count;
    for (size_t i = 0; i < model->count; i++) {
        const struct watch_record *record = &model->records[i];
        bool pass = record->verdict != NULL && record->verdict->status == STATUS_PASS;
        passed += pass ? 1 : 0;
        first = !pass && first == model->count ? i : first;
    }
    model->check_all = false;
    if (first == model->count) {
        watch_model_note(model, TONE_GOOD, "All %zu exercises passed.", model->count);
    } else {
        model->cursor = first;
        watch_model_note(model, TONE_PLAIN, "%zu of %zu passed; Enter goes to %s.", passed,
                         model->count, model->exercises[first]->folder);
    }
}

static void end_grading(struct watch_model *model)
{
    enter_phase(model, WATCH_IDLE);
    watch_model_advance_peek(model);
    if (!model->check_all) {
        return;
    }
    if (model->graded + 1 < model->count) {
        watch_model_grade(model, model->graded + 1);
    } else {
        tell_all(model);
    }
}

void watch_model_verdict(struct watch_model *model, uint64_t serial, struct verdict *verdict)
{
    struct watch_record *record = find_asked(model, serial);
    if (record == NULL) {
        verdict_destroy(verdict);
        return;
    }
    take_verdict(model, record, verdict, false);
    end_grading(model);
}

void watch_model_trouble(struct watch_model *model, uint64_t serial, const char *sentence)
{
    struct watch_record *record = find_asked(model, serial);
    if (record == NULL) {
        return;
    }
    memory_set_string(&record->trouble, sentence);
    watch_model_note(model, TONE_WARN, "%s", sentence);
    model->result_turn++;
    end_grading(model);
}

void watch_model_check_all(struct watch_model *model)
{
    model->check_all = true;
    watch_model_grade(model, 0);
    watch_model_turn_page(model, WATCH_PAGE_LIST);
}

void watch_model_resumed(struct watch_model *model)
{
    model->wishes.redraw = true;
    if (model->peek.state == WATCH_PEEK_RECORDS) {
        watch_model_drop_peek(model);
        watch_model_advance_peek(model);
    }
    if (model->phase != WATCH_IDLE) {
        watch_model_grade(model, model->graded);
    }
}

void watch_model_measured(struct watch_model *model, unsigned lines, unsigned rows)
{
    model->page_rows = rows;
    model->scroll_most = lines > rows ? lines - rows : 0;
    model->scroll = model->scroll < model->scroll_most ? model->scroll : model->scroll_most;
}

struct watch_wishes watch_model_take_wishes(struct watch_model *model)
{
    struct watch_wishes wishes = model->wishes;
    model->wishes = (struct watch_wishes){0};
    return wishes;
}

const struct manifest *watch_model_exercise(const struct watch_model *model)
{
    return model->exercises[model->at];
}

const struct watch_record *watch_model_record(const struct watch_model *model)
{
    return &model->records[model->at];
}

const struct exercise_verdict *watch_record_exercise(const struct watch_record *record)
{
    return record->verdict != NULL && record->verdict->exercise_count > 0
               ? record->verdict->exercises[0]
               : NULL;
}

static bool is_own(const struct exercise_verdict *exercise, const char *file, unsigned line)
{
    return file != NULL && line > 0 && strcmp(file, exercise->source) == 0;
}

/* In the order in which the report shows them: the first failed check, then what the tools say. */
struct watch_place watch_model_place(const struct watch_model *model)
{
    const struct exercise_verdict *exercise = watch_record_exercise(watch_model_record(model));
    for (size_t i = 0; exercise != NULL && i < exercise->check_count; i++) {
        const struct location *location = &exercise->checks[i].location;
        if (exercise_verdict_check_failed(exercise, &exercise->checks[i]) &&
            is_own(exercise, location->file, location->line)) {
            return (struct watch_place){location->line, location->column};
        }
    }
    for (size_t i = 0; exercise != NULL && i < exercise->diagnostic_count; i++) {
        const struct diagnostic *diagnostic = &exercise->diagnostics[i];
        if (is_own(exercise, diagnostic->file, diagnostic->line)) {
            return (struct watch_place){diagnostic->line, diagnostic->column};
        }
    }
    for (size_t i = 0; exercise != NULL && i < exercise->leak_count; i++) {
        const struct location *location = &exercise->leaks[i].location;
        if (is_own(exercise, location->file, location->line)) {
            return (struct watch_place){location->line, location->column};
        }
    }
    return (struct watch_place){0};
}

size_t watch_model_count_passed(const struct watch_model *model)
{
    size_t passed = 0;
    for (size_t i = 0; i < model->count; i++) {
        passed += model->records[i].passed ? 1 : 0;
    }
    return passed;
}
