#include "stage/shape_read.h"

#include "base/memory.h"
#include "stage/tool.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

/* A name is drawn in twenty columns, and each field's begins with those of the structs around it. */
enum { DEPTH_MAX = 8, NAME_BYTES_MAX = 100 };

/* What a field must keep to. */
static const uint64_t bytes_max = UINT64_C(1) << 32;

static uint64_t number_of(json_t *object, const char *key)
{
    json_int_t number = json_integer_value(json_object_get(object, key));
    return number < 0 ? UINT64_MAX : (uint64_t)number;
}

static char *string_of(json_t *object, const char *key)
{
    const char *string = json_string_value(json_object_get(object, key));
    return string != NULL ? memory_copy_bytes(string, strnlen(string, NAME_BYTES_MAX))
                          : memory_copy_string("");
}

static bool is_true(json_t *object, const char *key)
{
    return json_is_true(json_object_get(object, key));
}

static void take_names(struct shape_field *field, json_t *names)
{
    size_t index;
    json_t *name;
    json_array_foreach(names, index, name)
    {
        struct shape_name *mine = memory_append(&field->names, &field->name_count);
        mine->name = string_of(name, "name");
        mine->value = json_integer_value(json_object_get(name, "value"));
    }
}

/* A field lies inside its struct; only a flexible array has no end of its own. */
static bool fits(const struct shape_field *field, uint64_t room)
{
    if (field->size == 0 || field->size > bytes_max || field->count > bytes_max ||
        field->offset > room || field->bit_offset + field->bit_size > field->size * 8) {
        return false;
    }
    return field->is_flexible ||
           (field->count > 0 && field->size * field->count / field->count == field->size &&
            field->size * field->count <= room - field->offset);
}

static void take_fields(struct shape_field **fields, size_t *count, json_t *list, uint64_t room,
                        unsigned depth);

static bool take_field(struct shape_field *field, json_t *item, uint64_t room, unsigned depth)
{
    *field = (struct shape_field){
        .is_signed = is_true(item, "signed"),
        .is_array = is_true(item, "array"),
        .is_flexible = is_true(item, "flexible"),
        .offset = number_of(item, "offset"),
        .size = number_of(item, "size"),
        .count = is_true(item, "flexible") ? 0 : number_of(item, "count"),
        .bit_size = (unsigned)(number_of(item, "bit_size") & 0xff),
        .bit_offset = (unsigned)(number_of(item, "bit_offset") & 0xff),
    };
    const char *kind = json_string_value(json_object_get(item, "kind"));
    if (!shape_kind_from_word(kind, &field->kind) || !fits(field, room)) {
        return false;
    }
    field->name = string_of(item, "name");
    field->type = string_of(item, "type");
    take_names(field, json_object_get(item, "names"));
    take_fields(&field->fields, &field->field_count, json_object_get(item, "fields"), field->size,
                depth + 1);
    return true;
}

/* What does not fit is left out: its bytes are seen without a name. */
static void take_fields(struct shape_field **fields, size_t *count, json_t *list, uint64_t room,
                        unsigned depth)
{
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item)
    {
        struct shape_field field;
        if (depth <= DEPTH_MAX && take_field(&field, item, room, depth)) {
            *memory_append(fields, count) = field;
        }
    }
}

struct shape *shape_parse(const char *json)
{
    json_t *root = json_loads(json, JSON_DECODE_ANY, NULL);
    AUTO_SHAPE struct shape *shape = NULL;
    if (json_is_object(root) && number_of(root, "size") <= bytes_max) {
        shape = memory_allocate(1, sizeof *shape);
        shape->name = string_of(root, "name");
        shape->size = number_of(root, "size");
        take_fields(&shape->fields, &shape->field_count, json_object_get(root, "fields"),
                    shape->size, 0);
    }
    json_decref(root);
    return steal_pointer(&shape);
}

bool shape_read(const struct machine *machine, const struct text *object, const char *structure,
                struct shape **shape, struct error *err)
{
    AUTO_FREE char *script = memory_format("./fields object %s", structure);
    const struct tool_file file = {"object", object->bytes, object->length};
    struct tool_result result;
    *shape = NULL;
    if (!tool_run(machine,
                  &(struct tool_run){
                      .script = script, .program = "fields", .files = &file, .file_count = 1},
                  &result, err)) {
        return false;
    }
    *shape = shape_parse(text_string(&result.output));
    tool_result_finish(&result);
    return true;
}
