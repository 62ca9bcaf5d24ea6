#include "whiteboard/rows.h"

#include <inttypes.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "whiteboard/rows_private.h"
#include "whiteboard/value.h"

enum {
    ELEMENTS_SHOWN = 16, /* of an array, in one row */
    STRUCTS_SHOWN = 8,   /* of an array, each with rows of its own */
    ROWS_MAX = 200,
};

void rows_finish(struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        free(rows->items[i].name);
        free(rows->items[i].value);
        free(rows->items[i].type);
    }
    free(rows->items);
    *rows = (struct rows){0};
}

size_t rows_readable(const struct rows_source *source, uint64_t offset, uint64_t length)
{
    if (offset >= source->count) {
        return 0;
    }
    return length < source->count - offset ? (size_t)length : source->count - (size_t)offset;
}

static bool has_changed(const struct rows_source *source, uint64_t offset, uint64_t length)
{
    size_t now = rows_readable(source, offset, length);
    if (source->before == NULL || now == 0 || offset + now > source->before_count) {
        return false;
    }
    return memcmp(source->bytes + offset, source->before + offset, now) != 0;
}

struct row *rows_add(struct rows *rows, const struct rows_source *source, uint64_t offset,
                     uint64_t length)
{
    struct row *row = memory_append(&rows->items, &rows->count);
    row->offset = offset;
    row->length = length;
    row->changed = has_changed(source, offset, length);
    return row;
}

/* Where a struct lies, and what its fields' names begin with. */
struct place {
    const struct rows_source *source;
    const char *prefix;
    uint64_t begin;
};

static void add_fields(struct rows *rows, const struct place *place,
                       const struct shape_field *fields, size_t count, uint64_t size);

static void add_padding(struct rows *rows, const struct place *place, uint64_t from, uint64_t to)
{
    if (to > from) {
        struct row *row = rows_add(rows, place->source, place->begin + from, to - from);
        row->name = memory_copy_string("(padding)");
        row->value = memory_format("%" PRIu64 " byte%s", to - from, to - from == 1 ? "" : "s");
        row->type = memory_copy_string("");
        row->is_padding = true;
    }
}

static char *join(const char *prefix, const char *name)
{
    return memory_format("%s%s%s", prefix, prefix[0] != '\0' && name[0] != '\0' ? "." : "", name);
}

static void append_elements(struct text *text, const struct shape_field *field,
                            const unsigned char *bytes, size_t readable)
{
    text_append(text, "{");
    for (uint64_t i = 0; i < field->count && (i + 1) * field->size <= readable; i++) {
        text_append(text, i > 0 ? ", " : "");
        if (i == ELEMENTS_SHOWN) {
            text_format(text, "... %" PRIu64 " more", field->count - i);
            break;
        }
        value_append(text, field, bytes + i * field->size);
    }
    text_append(text, "}");
}

/* A field that is no struct, all of it in one row. */
static void add_plain(struct rows *rows, const struct place *place, const struct shape_field *field,
                      char *name)
{
    const struct rows_source *source = place->source;
    uint64_t offset = place->begin + field->offset;
    uint64_t length = field->size * field->count;
    size_t readable = rows_readable(source, offset, length);
    struct row *row = rows_add(rows, source, offset, length);
    AUTO_TEXT struct text value = {0};
    if (readable < field->size) {
        text_append(&value, "not read");
    } else if (field->is_array && field->kind == SHAPE_CHARACTER) {
        value_append_text(&value, source->bytes + offset, readable);
    } else if (field->is_array) {
        append_elements(&value, field, source->bytes + offset, readable);
    } else {
        value_append(&value, field, source->bytes + offset);
        row->warning = value_warning(field, source->bytes + offset);
    }
    row->name = name;
    row->type = memory_copy_string(field->type);
    row->value = text_steal(&value);
}

static void add_structs(struct rows *rows, const struct place *place,
                        const struct shape_field *field, const char *name)
{
    uint64_t count = field->count;
    uint64_t begin = place->begin + field->offset;
    if (field->is_flexible) {
        count = begin < place->source->size ? (place->source->size - begin) / field->size : 0;
    }
    for (uint64_t i = 0; i < count && i < STRUCTS_SHOWN; i++) {
        AUTO_FREE char *prefix =
            field->is_array ? memory_format("%s[%" PRIu64 "]", name, i) : memory_copy_string(name);
        const struct place inner = {place->source, prefix, begin + i * field->size};
        add_fields(rows, &inner, field->fields, field->field_count, field->size);
    }
    if (count > STRUCTS_SHOWN) {
        struct row *row = rows_add(rows, place->source, begin + STRUCTS_SHOWN * field->size,
                                   (count - STRUCTS_SHOWN) * field->size);
        row->name = memory_format("%s[%d...]", name, STRUCTS_SHOWN);
        row->value = memory_format("%" PRIu64 " more", count - STRUCTS_SHOWN);
        row->type = memory_copy_string("");
    }
}

static void add_field(struct rows *rows, const struct place *place, const struct shape_field *field)
{
    AUTO_FREE char *name = join(place->prefix, field->name);
    if (field->kind == SHAPE_STRUCT && field->field_count > 0) {
        add_structs(rows, place, field, name);
    } else if (field->is_flexible) {
        rows_add_items(rows, place->source, name, place->begin + field->offset, field->size);
    } else {
        add_plain(rows, place, field, steal_pointer(&name));
    }
}

static void add_fields(struct rows *rows, const struct place *place,
                       const struct shape_field *fields, size_t count, uint64_t size)
{
    uint64_t end = 0;
    for (size_t i = 0; i < count && rows->count < ROWS_MAX; i++) {
        const struct shape_field *field = &fields[i];
        add_padding(rows, place, end, field->offset);
        add_field(rows, place, field);
        uint64_t field_end = field->offset + field->size * field->count;
        end = field_end > end ? field_end : end;
    }
    if (count == 0 || !fields[count - 1].is_flexible) {
        add_padding(rows, place, end, size);
    }
}

static bool ends_flexibly(const struct shape *shape)
{
    return shape->field_count > 0 && shape->fields[shape->field_count - 1].is_flexible;
}

void rows_make(struct rows *rows, const struct rows_source *source)
{
    const struct shape *shape = source->shape;
    if (shape == NULL || shape->size > source->size) {
        rows_add_bytes(rows, source, "", 0);
        return;
    }
    const struct place place = {source, "", 0};
    add_fields(rows, &place, shape->fields, shape->field_count, shape->size);
    if (source->size > shape->size && !ends_flexibly(shape)) {
        rows_add_items(rows, source, "(behind it)", shape->size, 1);
    }
}
