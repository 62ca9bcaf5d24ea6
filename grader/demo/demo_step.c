#include "demo/demo_step.h"

#include <jansson.h>
#include <string.h>

#include "base/memory.h"

void demo_step_finish(struct demo_step *step)
{
    for (size_t i = 0; i < step->row_count; i++) {
        free(step->rows[i].what);
        free(step->rows[i].text);
    }
    for (int i = 0; i < DEMO_PROGRAMS; i++) {
        free(step->states[i]);
    }
    free(step->rows);
    free(step->line);
    *step = (struct demo_step){0};
}

void demo_step_add_row(struct demo_step *step, const char *what, const char *text)
{
    struct demo_row *row = memory_append(&step->rows, &step->row_count);
    row->what = memory_copy_string(what);
    row->text = memory_copy_string(text);
}

const char *demo_speaker_name(enum demo_speaker speaker)
{
    static const char *const names[] = {"writer", "reader", "you"};
    return names[speaker];
}

char *demo_step_encode(const struct demo_step *step)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < step->row_count; i++) {
        json_array_append_new(rows, json_pack("[ss]", step->rows[i].what, step->rows[i].text));
    }
    json_t *record = json_pack("{ss ss s[ss] so}", "speaker", demo_speaker_name(step->speaker),
                               "line", step->line, "states", step->states[DEMO_WRITER],
                               step->states[DEMO_READER], "rows", rows);
    char *json = record != NULL ? json_dumps(record, JSON_COMPACT) : NULL;
    json_decref(record);
    if (json == NULL) {
        memory_give_up();
    }
    return json;
}

static bool decode_speaker(const char *name, enum demo_speaker *speaker)
{
    for (int i = DEMO_WRITER; i <= DEMO_USER; i++) {
        if (strcmp(name, demo_speaker_name((enum demo_speaker)i)) == 0) {
            *speaker = (enum demo_speaker)i;
            return true;
        }
    }
    return false;
}

static bool decode_rows(json_t *rows, struct demo_step *step)
{
    size_t index;
    json_t *row;
    json_array_foreach(rows, index, row)
    {
        const char *what, *text;
        if (json_unpack(row, "[ss!]", &what, &text) != 0) {
            return false;
        }
        demo_step_add_row(step, what, text);
    }
    return json_is_array(rows);
}

static bool decode_step(json_t *record, struct demo_step *step)
{
    const char *speaker, *line, *states[DEMO_PROGRAMS];
    json_t *rows;
    if (json_unpack(record, "{ss ss s[ss!] so}", "speaker", &speaker, "line", &line, "states",
                    &states[DEMO_WRITER], &states[DEMO_READER], "rows", &rows) != 0 ||
        !decode_speaker(speaker, &step->speaker)) {
        return false;
    }
    step->line = memory_copy_string(line);
    for (int i = 0; i < DEMO_PROGRAMS; i++) {
        step->states[i] = memory_copy_string(states[i]);
    }
    return decode_rows(rows, step);
}

enum demo_record demo_step_decode(const char *json, struct demo_step *step, struct error *err)
{
    json_t *record = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
    const char *trouble = json_string_value(json_object_get(record, "trouble"));
    enum demo_record kind = DEMO_RECORD_STEP;
    if (trouble != NULL) {
        (void)error_set(err, "%s", trouble);
        kind = DEMO_RECORD_BROKEN;
    } else if (json_is_true(json_object_get(record, "end"))) {
        kind = DEMO_RECORD_END;
    } else if (!decode_step(record, step)) {
        (void)error_set(err, "the demo's stage said something that is no step: %.80s", json);
        kind = DEMO_RECORD_BROKEN;
    }
    json_decref(record);
    return kind;
}
