#include "watch/plain.h"

#include <string.h>

#include "report/report_exercise.h"
#include "watch/pages.h"

static void write_beginning(const struct watch_model *model, const struct report_style *style,
                            struct text *out)
{
    const struct manifest *manifest = watch_model_exercise(model);
    text_append(out, "\n");
    report_style_append(style, out, TONE_STRONG, manifest->folder);
    text_append(out, ": ");
    report_style_append(style, out, TONE_PLAIN, manifest->title);
    text_format(out, "\nSource: exercises/%s/%s\n", manifest->folder, manifest->source);
}

/* A failure that was told before Valgrind was done is not read out twice. */
static bool adds_nothing(const struct plain *plain, const struct watch_record *record,
                         const struct exercise_verdict *exercise)
{
    return plain->told_failure && !record->preview &&
           exercise->stages[STAGE_MEMORY].status == STATUS_SKIP;
}

static void write_block(struct plain *plain, const struct watch_model *model,
                        const struct report_style *style, struct text *out)
{
    const struct watch_record *record = &model->records[model->graded];
    const struct exercise_verdict *exercise = watch_record_exercise(record);
    if (exercise == NULL) {
        return;
    }
    text_append(out, record->preview ? "\nFirst result, before Valgrind:\n" : "\nResult:\n");
    report_exercise_write_line(exercise, style, out);
    if (model->graded == model->at && !model->check_all && !adds_nothing(plain, record, exercise)) {
        pages_write_result(model, style, out);
    }
    plain->told_failure = record->preview && exercise->status != STATUS_PASS;
}

static void write_state(const struct watch_model *model, const struct report_style *style,
                        struct text *out)
{
    pages_write_state(model, style, out);
    text_append(out, "\n");
}

static bool is_new(unsigned *told, unsigned turn)
{
    bool fresh = *told != turn;
    *told = turn;
    return fresh;
}

void plain_tell(struct plain *plain, const struct watch_model *model,
                const struct report_style *style, struct text *out)
{
    if (!plain->begun) {
        text_append(out, "grader watch: type a letter and Enter; ? lists them, q quits.\n");
    }
    if (!plain->begun || plain->at != model->at) {
        write_beginning(model, style, out);
    }
    bool result = is_new(&plain->result_turn, model->result_turn);
    bool phase = is_new(&plain->phase_turn, model->phase_turn);
    bool note = is_new(&plain->note_turn, model->note_turn);
    if (result) {
        write_block(plain, model, style, out);
    }
    /* A result is told when it comes. */
    if (is_new(&plain->page_turn, model->page_turn) && model->page != WATCH_PAGE_RESULT) {
        pages_write(model, PAGES_LINES, style, out);
    }
    bool asks = model->asks_reset && !plain->asked_reset;
    if (phase || asks || (note && model->note != NULL)) {
        write_state(model, style, out);
    }
    plain->begun = true;
    plain->at = model->at;
    plain->asked_reset = model->asks_reset;
}

int plain_key_of(const char *line)
{
    line += strspn(line, " \t");
    size_t length = strcspn(line, " \t\r\n");
    if (length == 0) {
        return '\n';
    }
    return length == 3 && strncmp(line, "esc", 3) == 0 ? WATCH_KEY_ESCAPE : line[0];
}
