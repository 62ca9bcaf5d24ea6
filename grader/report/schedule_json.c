#include "report/schedule_json.h"

#include <string.h>

#include "base/memory.h"
#include "report/json_field.h"
#include "report/json_text.h"

enum { PROCESSES_MAX = 64 }; /* far more than any test starts: each step looks its own up */

/* --- making -------------------------------------------------------------------------------- */

static json_t *make_line(unsigned line)
{
    return line > 0 ? json_integer(line) : json_null();
}

static json_t *make_step(const struct schedule *schedule, const struct schedule_step *step)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:b}", "process",
                     json_text(schedule->processes[step->process]), "line", make_line(step->line),
                     "function", json_text(step->function), "did", json_text(step->did), "age",
                     step->age >= 0 ? json_integer(step->age) : json_null(), "marked",
                     (int)step->marked);
}

static json_t *make_place(const struct order_place *place)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "line", make_line(place->line), "function",
                     json_text(place->function), "operation", json_text(place->operation), "object",
                     json_text(place->object), "order", json_text(place->order));
}

static json_t *make_change(const struct order_change *change)
{
    json_t *made = make_place(&change->place);
    json_object_set_new(made, "instead", json_text(change->instead));
    return made;
}

json_t *schedule_json_make(const struct schedule *schedule)
{
    if (schedule == NULL) {
        return json_null();
    }
    json_t *processes = json_array();
    for (size_t i = 0; i < schedule->process_count; i++) {
        json_array_append_new(processes, json_text(schedule->processes[i]));
    }
    json_t *steps = json_array();
    for (size_t i = 0; i < schedule->step_count; i++) {
        json_array_append_new(steps, make_step(schedule, &schedule->steps[i]));
    }
    json_t *repair = json_array();
    for (size_t i = 0; i < schedule->repair_count; i++) {
        json_array_append_new(repair, make_change(&schedule->repair[i]));
    }
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "processes", processes, "steps", steps, "rule",
                     json_text(schedule->rule), "repair", repair, "atomic",
                     json_text(schedule->atomic));
}

static json_t *make_advice(const struct order_advice *advice)
{
    json_t *made = make_place(&advice->place);
    json_object_set_new(made, "alone", json_text(advice->alone));
    json_object_set_new(made, "together", json_text(advice->together));
    return made;
}

json_t *weakest_orders_json_make(const struct weakest_orders *weakest)
{
    if (weakest == NULL) {
        return json_null();
    }
    json_t *orders = json_array();
    for (size_t i = 0; i < weakest->advice_count; i++) {
        json_array_append_new(orders, make_advice(&weakest->advice[i]));
    }
    return json_pack("{s:b, s:o}", "finished", (int)weakest->finished, "orders", orders);
}

/* --- reading ------------------------------------------------------------------------------- */

/* The list that is in that field; NULL: it is none, and the error says so. */
static const json_t *read_list(const json_t *object, const char *field, struct error *err)
{
    const json_t *list = json_object_get(object, field);
    if (!json_is_array(list)) {
        (void)json_lacks(field, err);
        return NULL;
    }
    return list;
}

static bool read_flag(const json_t *object, const char *field, bool *flag, struct error *err)
{
    const json_t *value = json_object_get(object, field);
    *flag = json_is_true(value);
    return json_is_boolean(value) || json_lacks(field, err);
}

static bool read_age(const json_t *object, int *age, struct error *err)
{
    int64_t number = -1;
    const bool ok = json_is_null(json_object_get(object, "age")) ||
                    json_read_integer(object, "age", 0, INT32_MAX, &number, err);
    *age = (int)number;
    return ok;
}

static bool read_processes(const json_t *object, struct schedule *schedule, struct error *err)
{
    const json_t *list = read_list(object, "processes", err);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *name = json_string_value(json_array_get(list, i));
        if (name == NULL || schedule->process_count == PROCESSES_MAX) {
            return json_lacks("processes", err);
        }
        *memory_append(&schedule->processes, &schedule->process_count) = memory_copy_string(name);
    }
    return list != NULL;
}

static bool find_process(const struct schedule *schedule, const char *name, size_t *process)
{
    for (size_t i = 0; i < schedule->process_count; i++) {
        if (strcmp(schedule->processes[i], name) == 0) {
            *process = i;
            return true;
        }
    }
    return false;
}

static bool read_step(const json_t *object, struct schedule *schedule, struct error *err)
{
    struct schedule_step *step = memory_append(&schedule->steps, &schedule->step_count);
    const char *name = json_string_value(json_object_get(object, "process"));
    if (name == NULL || !find_process(schedule, name, &step->process)) {
        return json_lacks("process", err);
    }
    return json_read_position(object, "line", &step->line, err) &&
           json_read_text(object, "function", &step->function, err) &&
           json_read_word(object, "did", &step->did, err) && read_age(object, &step->age, err) &&
           read_flag(object, "marked", &step->marked, err);
}

static bool read_steps(const json_t *object, struct schedule *schedule, struct error *err)
{
    const json_t *list = read_list(object, "steps", err);
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (!read_step(json_array_get(list, i), schedule, err)) {
            return false;
        }
    }
    return list != NULL;
}

static bool read_place(const json_t *object, struct order_place *place, struct error *err)
{
    return json_read_position(object, "line", &place->line, err) &&
           json_read_text(object, "function", &place->function, err) &&
           json_read_word(object, "operation", &place->operation, err) &&
           json_read_text(object, "object", &place->object, err) &&
           json_read_word(object, "order", &place->order, err);
}

static bool read_repair(const json_t *object, struct schedule *schedule, struct error *err)
{
    const json_t *list = read_list(object, "repair", err);
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct order_change *change = memory_append(&schedule->repair, &schedule->repair_count);
        const json_t *item = json_array_get(list, i);
        if (!read_place(item, &change->place, err) ||
            !json_read_word(item, "instead", &change->instead, err)) {
            return false;
        }
    }
    return list != NULL;
}

bool schedule_json_read(const json_t *check, struct schedule **schedule, struct error *err)
{
    const json_t *object = json_object_get(check, "schedule");
    if (object == NULL || json_is_null(object)) {
        return true;
    }
    *schedule = memory_allocate(1, sizeof **schedule);
    return read_processes(object, *schedule, err) && read_steps(object, *schedule, err) &&
           json_read_text(object, "rule", &(*schedule)->rule, err) &&
           read_repair(object, *schedule, err) &&
           json_read_text(object, "atomic", &(*schedule)->atomic, err);
}

static bool read_advice(const json_t *object, struct weakest_orders *weakest, struct error *err)
{
    struct order_advice *advice = memory_append(&weakest->advice, &weakest->advice_count);
    return read_place(object, &advice->place, err) &&
           json_read_word(object, "alone", &advice->alone, err) &&
           json_read_word(object, "together", &advice->together, err);
}

bool weakest_orders_json_read(const json_t *exercise, struct weakest_orders **weakest,
                              struct error *err)
{
    const json_t *object = json_object_get(exercise, "weakest_orders");
    if (object == NULL || json_is_null(object)) {
        return true;
    }
    *weakest = memory_allocate(1, sizeof **weakest);
    const json_t *list = read_list(object, "orders", err);
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (!read_advice(json_array_get(list, i), *weakest, err)) {
            return false;
        }
    }
    return list != NULL && read_flag(object, "finished", &(*weakest)->finished, err);
}
