/* Bytes without a name: texts, items of a known size, and the rest in hexadecimal. */
#include "whiteboard/rows_private.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "whiteboard/value.h"

enum {
    ROW_BYTES = 16,    /* in hexadecimal */
    HEX_ROWS_MAX = 32, /* of one object; a run of equal ones is one */
    ITEMS_SHOWN = 16,
};

static const int64_t number_most = 1000000000000;

static void set(struct row *row, char *name, struct text *value)
{
    row->name = name;
    row->value = text_steal(value);
    row->type = memory_copy_string("");
}

/* "6b 6b 6b 6b  kkkk" */
static void append_dump(struct text *text, const unsigned char *bytes, size_t length, size_t width)
{
    value_append_hex(text, bytes, length, width);
    text_append_repeated(text, ' ', (width - length) * 3 + 2);
    for (size_t i = 0; i < length; i++) {
        char shown = isprint(bytes[i]) ? (char)bytes[i] : '.';
        text_append_bytes(text, &shown, 1);
    }
}

/* How many bytes from here on are the same. */
static size_t run_length(const unsigned char *bytes, size_t length)
{
    size_t run = 1;
    while (run < length && bytes[run] == bytes[0]) {
        run++;
    }
    return run;
}

static void append_run(struct text *text, const unsigned char *bytes, uint64_t length)
{
    text_format(text, "%" PRIu64 " bytes of %02x", length, bytes[0]);
    if (isprint(bytes[0])) {
        text_format(text, " '%c'", bytes[0]);
    }
}

/* One row from here: a run of equal bytes, or up to 16 of them. Returns its length. */
static size_t add_row(struct rows *rows, const struct rows_source *source, size_t at)
{
    const unsigned char *bytes = source->bytes + at;
    size_t left = source->count - at;
    size_t run = run_length(bytes, left);
    size_t length = run > ROW_BYTES || run == left ? run : left < ROW_BYTES ? left : ROW_BYTES;
    AUTO_TEXT struct text value = {0};
    if (length == run && run > 1) {
        append_run(&value, bytes, length);
    } else {
        append_dump(&value, bytes, length, ROW_BYTES);
    }
    set(rows_add(rows, source, at, length), memory_copy_string(""), &value);
    return length;
}

static void add_rest(struct rows *rows, const struct rows_source *source, uint64_t at)
{
    if (at < source->size) {
        AUTO_TEXT struct text value = {0};
        text_format(&value, "%" PRIu64 " more bytes", source->size - at);
        set(rows_add(rows, source, at, source->size - at), memory_copy_string(""), &value);
    }
}

void rows_add_bytes(struct rows *rows, const struct rows_source *source, const char *name,
                    uint64_t begin)
{
    size_t first = rows->count;
    size_t count = source->count < source->size ? source->count : (size_t)source->size;
    uint64_t at = begin;
    if (at < count && value_is_text(source->bytes + at, count - at)) {
        AUTO_TEXT struct text value = {0};
        size_t length = strlen((const char *)source->bytes + at) + 1;
        value_append_text(&value, source->bytes + at, length);
        set(rows_add(rows, source, at, length), memory_copy_string(""), &value);
        at += length;
    }
    for (unsigned i = 0; at < count && i < HEX_ROWS_MAX; i++) {
        at += add_row(rows, source, (size_t)at);
    }
    add_rest(rows, source, at);
    if (name[0] != '\0' && rows->count > first) {
        memory_set_string(&rows->items[first].name, name);
    }
}

/* A number of a size that a person would count with; other values of 8 bytes are rather 8 bytes. */
static bool is_number(const unsigned char *bytes, size_t length)
{
    int64_t number = 0;
    memcpy(&number, bytes, length <= sizeof number ? length : 0);
    return length == 2 || length == 4 ||
           (length == 8 && number < number_most && number > -number_most);
}

static void append_item(struct text *value, const unsigned char *bytes, size_t length)
{
    const struct shape_field number = {.kind = SHAPE_INTEGER, .size = length, .is_signed = true};
    if (value_is_text(bytes, length)) {
        value_append_text(value, bytes, length);
    } else if (is_number(bytes, length)) {
        value_append(value, &number, bytes);
    } else if (run_length(bytes, length) == length) {
        append_run(value, bytes, length);
    } else if (length <= ROW_BYTES) {
        append_dump(value, bytes, length, length);
    } else {
        value_append_hex(value, bytes, length, ROW_BYTES);
    }
}

void rows_add_items(struct rows *rows, const struct rows_source *source, const char *name,
                    uint64_t begin, uint64_t item_bytes)
{
    uint64_t length = source->item_bytes > 0 ? source->item_bytes : item_bytes;
    if (length <= 1) {
        rows_add_bytes(rows, source, name, begin);
        return;
    }
    uint64_t at = begin;
    for (unsigned i = 0; i < ITEMS_SHOWN && rows_readable(source, at, length) == length; i++) {
        AUTO_TEXT struct text value = {0};
        append_item(&value, source->bytes + at, (size_t)length);
        set(rows_add(rows, source, at, length), memory_format("%s[%u]", name, i), &value);
        at += length;
    }
    add_rest(rows, source, at);
}
