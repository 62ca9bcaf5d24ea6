#include "stage/exam_records.h"

#include "base/memory.h"
#include "stage/timeline_records.h"

#include <jansson.h>
#include <string.h>

static char *copy_of(json_t *record, const char *key)
{
    return memory_copy_string(json_string_value(json_object_get(record, key)));
}

static int64_t number_of(json_t *record, const char *key)
{
    return json_integer_value(json_object_get(record, key));
}

/* In C a check is called create_is_exclusive, in the manifest create-is-exclusive. */
static char *id_of(json_t *record)
{
    char *id = copy_of(record, "check");
    for (char *c = id; c != NULL && *c != '\0'; c++) {
        if (*c == '_') {
            *c = '-';
        }
    }
    return id;
}

static bool is_met(const struct examination *examination, const char *name)
{
    for (size_t i = 0; i < examination->function_count; i++) {
        if (strcmp(examination->functions[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void take_functions(struct examination *examination, json_t *functions)
{
    const char *name;
    json_t *offset;
    json_object_foreach(functions, name, offset)
    {
        if (!is_met(examination, name)) {
            struct examined_function *function =
                memory_append(&examination->functions, &examination->function_count);
            function->name = memory_copy_string(name);
            function->offset = (uint64_t)json_integer_value(offset);
        }
    }
}

static void take_end(struct examination *examination, json_t *record)
{
    struct examined_check *check = memory_append(&examination->checks, &examination->check_count);
    *check = (struct examined_check){
        .id = id_of(record),
        .status = copy_of(record, "status"),
        .did = copy_of(record, "did"),
        .expected = copy_of(record, "expected"),
        .observed = copy_of(record, "observed"),
        .look = copy_of(record, "look"),
        .function = copy_of(record, "name"),
        .function_offset = (uint64_t)number_of(record, "function"),
        .duration_ms = (long)(number_of(record, "duration_ns") / 1000000),
    };
    take_functions(examination, json_object_get(record, "functions"));
    size_t index;
    json_t *frame;
    json_array_foreach(json_object_get(record, "frames"), index, frame)
    {
        if (check->frame_count < EXAMINATION_FRAMES_MAX) {
            check->frames[check->frame_count++] = (uint64_t)json_integer_value(frame);
        }
    }
}

static bool has_size(const char *kind)
{
    return kind != NULL && strcmp(kind, "descriptor") != 0 && strncmp(kind, "process", 7) != 0;
}

static void take_leak(struct examination *examination, json_t *record)
{
    const char *word = json_string_value(json_object_get(record, "kind"));
    struct examined_leak *leak = memory_append(&examination->leaks, &examination->leak_count);
    *leak = (struct examined_leak){.kind = copy_of(record, "kind"),
                                   .id = copy_of(record, "id"),
                                   .check = id_of(record),
                                   .call = copy_of(record, "call"),
                                   .bytes = has_size(word) ? number_of(record, "bytes") : -1,
                                   .offset = (uint64_t)number_of(record, "offset")};
}

static void take_actor(struct examination *examination, json_t *record)
{
    struct examined_actor *actor = memory_append(&examination->actors, &examination->actor_count);
    *actor = (struct examined_actor){.pid = (int)number_of(record, "pid"),
                                     .check = id_of(record),
                                     .killed = json_is_true(json_object_get(record, "killed"))};
}

static void take_report(struct examination *examination, json_t *record)
{
    struct valgrind_report *report =
        memory_append(&examination->reports, &examination->report_count);
    *report = (struct valgrind_report){.pid = (int)number_of(record, "pid"),
                                       .xml = copy_of(record, "xml")};
}

/* Each check tells of its first; the first of all is enough to look at. */
static void take_print(struct examination *examination, json_t *record)
{
    if (examination->printed_offset == 0) {
        examination->printed_offset = (uint64_t)number_of(record, "offset");
    }
}

/* What the readers of an examination rely on. */
static bool is_whole(json_t *record, const char *kind)
{
    static const struct {
        const char *kind, *key;
    } needed[] = {{"end", "check"},   {"end", "status"},   {"leak", "kind"},    {"leak", "check"},
                  {"actor", "check"}, {"valgrind", "xml"}, {"error", "message"}};
    bool whole = kind != NULL;
    for (size_t i = 0; whole && i < sizeof needed / sizeof needed[0]; i++) {
        whole = strcmp(kind, needed[i].kind) != 0 ||
                json_is_string(json_object_get(record, needed[i].key));
    }
    return whole;
}

static bool take_record(struct examination *examination, json_t *record, struct error *err)
{
    const char *kind = json_string_value(json_object_get(record, "record"));
    if (!is_whole(record, kind)) {
        return error_set(err, "a hidden test reported something that is no record");
    }
    if (strcmp(kind, "end") == 0) {
        take_end(examination, record);
    } else if (strcmp(kind, "leak") == 0) {
        take_leak(examination, record);
    } else if (strcmp(kind, "actor") == 0) {
        take_actor(examination, record);
    } else if (strcmp(kind, "valgrind") == 0) {
        take_report(examination, record);
    } else if (strcmp(kind, "output") == 0) {
        memory_set_string(&examination->output, json_string_value(json_object_get(record, "text")));
        examination->output_cut = json_is_true(json_object_get(record, "cut"));
        examination->output_bytes = (uint64_t)number_of(record, "bytes");
    } else if (strcmp(kind, "print") == 0) {
        take_print(examination, record);
    } else if (strcmp(kind, "delays") == 0) {
        examination->calls_seen = (uint64_t)number_of(record, "calls");
        examination->calls_delayed = (uint64_t)number_of(record, "delayed");
    } else if (strcmp(kind, "zygote") == 0) {
        examination->zygote_ended = true;
    } else if (strcmp(kind, "tests") == 0) {
        examination->tests_status = (int)number_of(record, "status");
        memory_set_string(&examination->tests_output,
                          json_string_value(json_object_get(record, "output")));
    } else if (timeline_records_know(kind)) {
        return timeline_records_take(&examination->timeline, record) ||
               error_set(err, "a hidden test recorded something that is no event");
    } else if (strcmp(kind, "done") == 0) {
        examination->complete = true;
    } else if (strcmp(kind, "error") == 0) {
        const char *message = json_string_value(json_object_get(record, "message"));
        return error_set(err, "%s",
                         message[0] != '\0' ? message : "an examination failed without a word");
    }
    return true;
}

bool exam_records_take(struct examination *examination, const char *line, struct error *err)
{
    json_error_t problem;
    json_t *record = json_loads(line, 0, &problem);
    if (record == NULL) {
        return error_set(err, "a hidden test reported a line that is no JSON: %s", problem.text);
    }
    bool taken = take_record(examination, record, err);
    json_decref(record);
    return taken;
}
