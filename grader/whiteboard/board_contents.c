/* What is in an object: its bytes by the names of the learner's fields, or a set's values. */
#include "whiteboard/board_private.h"

#include <inttypes.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "whiteboard/rows.h"

enum {
    OFFSET_COLUMNS = 6,
    NAME_COLUMNS_MAX = 20,
    TYPE_COLUMNS_MAX = 20,
    SEMAPHORE_BYTES = 32, /* of glibc's sem_t on 64-bit machines */
};

static unsigned columns_of(const char *string)
{
    unsigned columns = 0;
    size_t length = strlen(string);
    for (size_t i = 0; i < length;) {
        uint32_t code = 0;
        size_t bytes = utf8_decode(string + i, length - i, &code);
        columns += bytes > 0 ? utf8_columns(code) : 4;
        i += bytes > 0 ? bytes : 1;
    }
    return columns;
}

/* Where the columns of a table of rows are. */
struct table {
    unsigned name, value, type;
};

static struct table lay_out(const struct rows *rows, const struct sheet *sheet)
{
    unsigned names = 0;
    unsigned types = 0;
    for (size_t i = 0; i < rows->count; i++) {
        unsigned name = columns_of(rows->items[i].name);
        unsigned type = columns_of(rows->items[i].type);
        names = name > names ? name : names;
        types = type > types ? type : types;
    }
    names = names < NAME_COLUMNS_MAX ? names : NAME_COLUMNS_MAX;
    types = types < TYPE_COLUMNS_MAX ? types : TYPE_COLUMNS_MAX;
    unsigned name = BOARD_INSIDE_COLUMN + OFFSET_COLUMNS + 1;
    return (struct table){.name = name,
                          .value = name + names + (names > 0 ? 2 : 0),
                          .type = sheet->columns - 2 - types};
}

/* Bytes between two fields, which nobody has written, are told of behind the first one's value. */
static bool has_quiet_padding(const struct rows *rows, size_t index)
{
    return index + 1 < rows->count && !rows->items[index].is_padding &&
           rows->items[index + 1].is_padding && !rows->items[index + 1].changed &&
           rows->items[index].type[0] != '\0';
}

/* False when there is no room for it. */
static bool draw_padding(const struct row *padding, const struct table *table, struct sheet *sheet)
{
    AUTO_FREE char *words = memory_format("  + %s of padding", padding->value);
    bool fits = sheet->lines[sheet->line_count - 1].columns + strlen(words) < table->type;
    sheet_write(sheet, TONE_FAINT, fits ? words : "");
    return fits;
}

/* False when the padding, if there is one, has to have a row of its own. */
static bool draw_row(const struct row *row, const struct row *padding, const struct table *table,
                     struct sheet *sheet)
{
    enum report_tone tone = row->is_padding ? TONE_FAINT : TONE_PLAIN;
    board_open_line(sheet);
    sheet_format(sheet, TONE_FAINT, "%*" PRIu64, OFFSET_COLUMNS, row->offset);
    sheet_move_to(sheet, table->name);
    board_write_up_to(sheet, table->value - 1, tone, row->name);
    sheet_move_to(sheet, table->value);
    board_write_up_to(sheet, table->type - 1, tone, row->value);
    bool padded = padding != NULL && draw_padding(padding, table, sheet);
    sheet_move_to(sheet, table->type);
    board_write_up_to(sheet, sheet->columns - 2, TONE_FAINT, row->type);
    board_close_line(sheet);
    if (row->changed) {
        sheet_mark(sheet);
    }
    if (row->warning != NULL) {
        board_open_line(sheet);
        sheet_move_to(sheet, table->value);
        sheet_write_symbol(sheet, TONE_WARN, "⚠ ", "! ");
        board_write_up_to(sheet, sheet->columns - 2, TONE_WARN, row->warning);
        board_close_line(sheet);
    }
    return padded;
}

/* A named semaphore lies under /dev/shm as "sem." and its name (sem_overview(7)). */
static bool is_named_semaphore(const struct timeline_object *object)
{
    return object->kind == TIMELINE_POSIX && object->name != NULL &&
           strncmp(object->name, "/sem.", 5) == 0 && object->size == SEMAPHORE_BYTES;
}

void board_make_rows(const struct board *board, const struct timeline_object *object,
                     const struct timeline_object *before, struct rows *rows)
{
    char name[] = "semaphore";
    char type[] = "sem_t";
    struct shape_field field = {
        .name = name, .type = type, .kind = SHAPE_SEMAPHORE, .size = SEMAPHORE_BYTES, .count = 1};
    const struct shape semaphore = {.size = SEMAPHORE_BYTES, .fields = &field, .field_count = 1};
    const struct rows_source source = {
        .shape = is_named_semaphore(object) ? &semaphore : board->shape,
        .item_bytes = board->item_bytes,
        .size = object->size,
        .bytes = object->bytes,
        .count = object->byte_count,
        .before = before != NULL ? before->bytes : NULL,
        .before_count = before != NULL ? before->byte_count : 0,
    };
    rows_make(rows, &source);
}

void board_draw_bytes(const struct board *board, const struct timeline_object *object,
                      const struct timeline_object *before, struct sheet *sheet)
{
    AUTO_ROWS struct rows rows = {0};
    if (object->bytes == NULL) {
        board_open_line(sheet);
        sheet_write(sheet, TONE_FAINT, "its bytes cannot be read");
        board_close_line(sheet);
        return;
    }
    board_make_rows(board, object, before, &rows);
    const struct table table = lay_out(&rows, sheet);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *padding = has_quiet_padding(&rows, i) ? &rows.items[i + 1] : NULL;
        i += draw_row(&rows.items[i], padding, &table, sheet) ? 1 : 0;
    }
}

void board_draw_values(const struct timeline_object *object, const struct timeline_object *before,
                       struct sheet *sheet)
{
    for (size_t i = 0; i < object->value_count; i++) {
        board_open_line(sheet);
        sheet_format(sheet, TONE_PLAIN, "semaphore %zu  value %d", i, object->values[i]);
        board_close_line(sheet);
        if (before != NULL && i < before->value_count && before->values[i] != object->values[i]) {
            sheet_mark(sheet);
        }
    }
}
