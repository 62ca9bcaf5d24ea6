#include "watch/canvas.h"

#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"

/* Where the next character goes. */
struct pen {
    struct canvas *canvas;
    const struct canvas_area *area;
    unsigned row, column; /* in the area; may be outside of it */
    enum report_tone tone;
};

void canvas_init(struct canvas *canvas, unsigned rows, unsigned columns)
{
    *canvas = (struct canvas){.rows = rows, .columns = columns};
    canvas->cells = memory_allocate((size_t)rows * columns + 1, sizeof canvas->cells[0]);
    for (size_t i = 0; i < (size_t)rows * columns; i++) {
        canvas->cells[i].bytes[0] = ' ';
    }
}

void canvas_finish(struct canvas *canvas)
{
    free(canvas->cells);
    free(canvas->links);
    *canvas = (struct canvas){0};
}

struct canvas_cell *canvas_cell(const struct canvas *canvas, unsigned row, unsigned column)
{
    return &canvas->cells[(size_t)row * canvas->columns + column];
}

/* The tone that begins here, with the length of its sequence; 0 when none does. */
static size_t read_tone(const char *text, enum report_tone *tone)
{
    static const struct report_style colored = {.color = true};
    for (int i = TONE_PLAIN; i <= TONE_FAINT; i++) {
        const char *sequence = report_style_tone(&colored, (enum report_tone)i);
        size_t length = strlen(sequence);
        if (strncmp(text, sequence, length) == 0) {
            *tone = (enum report_tone)i;
            return length;
        }
    }
    return 0;
}

static bool is_inside(const struct pen *pen, unsigned columns)
{
    const struct canvas_area *area = pen->area;
    return pen->row < area->rows && pen->column + columns <= area->columns &&
           area->row + pen->row < pen->canvas->rows &&
           area->column + pen->column + columns <= pen->canvas->columns;
}

static struct canvas_cell *cell_under(const struct pen *pen, unsigned offset)
{
    return canvas_cell(pen->canvas, pen->area->row + pen->row,
                       pen->area->column + pen->column + offset);
}

static void put_character(struct pen *pen, const char *bytes, size_t length, unsigned columns)
{
    if (is_inside(pen, columns)) {
        struct canvas_cell *cell = cell_under(pen, 0);
        *cell = (struct canvas_cell){.tone = pen->tone};
        memcpy(cell->bytes, bytes, length);
        if (columns == 2) {
            *cell_under(pen, 1) = (struct canvas_cell){.tone = pen->tone};
        }
    }
    pen->column += columns;
}

/* A mark joins the character before it, as long as there is room. */
static void put_mark(struct pen *pen, const char *bytes, size_t length)
{
    if (pen->column == 0) {
        return;
    }
    pen->column--;
    if (is_inside(pen, 1)) {
        struct canvas_cell *cell = cell_under(pen, 0);
        size_t used = strlen(cell->bytes);
        if (used > 0 && used + length < sizeof cell->bytes) {
            memcpy(cell->bytes + used, bytes, length + 1);
            cell->bytes[used + length] = '\0';
        }
    }
    pen->column++;
}

/* Draws one character, or obeys one sequence; returns its length. */
static size_t put_next(struct pen *pen, const char *text, size_t rest)
{
    uint32_t code = 0;
    size_t length = read_tone(text, &pen->tone);
    if (length > 0) {
        return length;
    }
    if (text[0] == '\n') {
        pen->row++;
        pen->column = 0;
        return 1;
    }
    length = utf8_decode(text, rest, &code);
    if (length == 0) {
        put_character(pen, "?", 1, 1);
        return 1;
    }
    unsigned columns = utf8_columns(code);
    if (columns == 0) {
        put_mark(pen, text, length);
    } else {
        put_character(pen, text, length, columns);
    }
    return length;
}

static const char *skip_lines(const char *text, unsigned count)
{
    for (; count > 0; count--) {
        const char *newline = strchr(text, '\n');
        if (newline == NULL) {
            return "";
        }
        text = newline + 1;
    }
    return text;
}

void canvas_draw(struct canvas *canvas, const struct canvas_area *area, const char *text,
                 unsigned skipped)
{
    struct pen pen = {.canvas = canvas, .area = area};
    text = skip_lines(text, skipped);
    size_t length = strlen(text);
    for (size_t i = 0; i < length && pen.row < area->rows;) {
        i += put_next(&pen, text + i, length - i);
    }
}

void canvas_clear(struct canvas *canvas, const struct canvas_area *area)
{
    for (unsigned row = area->row; row < area->row + area->rows && row < canvas->rows; row++) {
        for (unsigned column = area->column;
             column < area->column + area->columns && column < canvas->columns; column++) {
            *canvas_cell(canvas, row, column) = (struct canvas_cell){.bytes = " "};
        }
    }
}

void canvas_reverse_row(struct canvas *canvas, unsigned row)
{
    for (unsigned column = 0; row < canvas->rows && column < canvas->columns; column++) {
        canvas_cell(canvas, row, column)->reverse = true;
    }
}

unsigned canvas_count_lines(const char *text)
{
    unsigned lines = 0;
    for (const char *at = text; *at != '\0'; at++) {
        lines += *at == '\n' || at[1] == '\0' ? 1 : 0;
    }
    return lines;
}

unsigned canvas_measure_next(const char *bytes, size_t length, size_t *size)
{
    enum report_tone tone;
    uint32_t code = 0;
    *size = read_tone(bytes, &tone);
    if (*size > 0) {
        return 0;
    }
    *size = utf8_decode(bytes, length, &code);
    if (*size == 0) {
        *size = 1;
        return 1;
    }
    return utf8_columns(code);
}

unsigned canvas_count_columns(const char *line)
{
    unsigned columns = 0;
    size_t length = strcspn(line, "\n");
    size_t size = 0;
    for (size_t i = 0; i < length; i += size) {
        columns += canvas_measure_next(line + i, length - i, &size);
    }
    return columns;
}

void canvas_append_text(const struct canvas *canvas, struct text *out)
{
    for (unsigned row = 0; row < canvas->rows; row++) {
        size_t end = out->length;
        for (unsigned column = 0; column < canvas->columns; column++) {
            const char *bytes = canvas_cell(canvas, row, column)->bytes;
            text_append(out, bytes);
            if (strcmp(bytes, " ") != 0) {
                end = out->length;
            }
        }
        AUTO_TEXT struct text trimmed = {0};
        text_append_bytes(&trimmed, text_string(out), end);
        text_clear(out);
        text_append(out, text_string(&trimmed));
        text_append(out, "\n");
    }
}
