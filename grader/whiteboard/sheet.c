#include "whiteboard/sheet.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"

void sheet_finish(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->line_count; i++) {
        text_finish(&sheet->lines[i].text);
        free(sheet->lines[i].spans);
    }
    free(sheet->lines);
    sheet->lines = NULL;
    sheet->line_count = 0;
}

void sheet_begin_line(struct sheet *sheet)
{
    (void)memory_append(&sheet->lines, &sheet->line_count);
}

static struct sheet_line *last_line(struct sheet *sheet)
{
    assert(sheet->line_count > 0);
    return &sheet->lines[sheet->line_count - 1];
}

static void add_span(struct sheet_line *line, enum report_tone tone, size_t begin)
{
    if (line->text.length > begin) {
        *memory_append(&line->spans, &line->span_count) =
            (struct sheet_span){.tone = tone, .begin = begin, .end = line->text.length};
    }
}

/* Takes the last character away again. */
static void drop_character(struct sheet_line *line)
{
    size_t length = line->text.length;
    uint32_t code = 0;
    while (length > 0 && (line->text.bytes[--length] & 0xc0) == 0x80) {
    }
    if (utf8_decode(line->text.bytes + length, line->text.length - length, &code) > 0) {
        line->columns -= utf8_columns(code);
    }
    line->text.length = length;
    line->text.bytes[length] = '\0';
    for (size_t i = 0; i < line->span_count; i++) {
        struct sheet_span *span = &line->spans[i];
        span->end = span->end > length ? length : span->end;
        span->begin = span->begin > length ? length : span->begin;
    }
}

/* Shows that a line goes on; returns where the sign for that begins. */
static size_t cut(const struct sheet *sheet, struct sheet_line *line)
{
    const char *sign = sheet->utf8 ? "…" : ">";
    while (line->text.length > 0 && line->columns + 1 > sheet->columns) {
        drop_character(line);
    }
    size_t begin = line->text.length;
    text_append(&line->text, sign);
    line->columns++;
    return begin;
}

/* `harmless` is valid and free of control characters. */
static void append(struct sheet *sheet, enum report_tone tone, const char *harmless, size_t length)
{
    struct sheet_line *line = last_line(sheet);
    size_t begin = line->text.length;
    for (size_t i = 0; i < length;) {
        uint32_t code = 0;
        size_t bytes = utf8_decode(harmless + i, length - i, &code);
        if (bytes == 0) {
            break;
        }
        if (line->columns + utf8_columns(code) > sheet->columns) {
            size_t sign = cut(sheet, line);
            begin = sign < begin ? sign : begin;
            break;
        }
        text_append_bytes(&line->text, harmless + i, bytes);
        line->columns += utf8_columns(code);
        i += bytes;
    }
    add_span(line, tone, begin);
}

void sheet_write(struct sheet *sheet, enum report_tone tone, const char *text)
{
    AUTO_TEXT struct text harmless = {0};
    utf8_append_printable(&harmless, text, strlen(text), sheet->utf8);
    append(sheet, tone, text_string(&harmless), harmless.length);
}

void sheet_format(struct sheet *sheet, enum report_tone tone, const char *format, ...)
{
    AUTO_TEXT struct text text = {0};
    va_list list;
    va_start(list, format);
    text_format_list(&text, format, list);
    va_end(list);
    sheet_write(sheet, tone, text_string(&text));
}

void sheet_write_symbol(struct sheet *sheet, enum report_tone tone, const char *symbol,
                        const char *ascii)
{
    const char *chosen = sheet->utf8 ? symbol : ascii;
    append(sheet, tone, chosen, strlen(chosen));
}

void sheet_move_to(struct sheet *sheet, unsigned column)
{
    const struct sheet_line *line = last_line(sheet);
    if (line->columns > column) {
        sheet_write(sheet, TONE_PLAIN, " ");
    }
    while (last_line(sheet)->columns < column && column <= sheet->columns) {
        sheet_write(sheet, TONE_PLAIN, " ");
    }
}

void sheet_fill_to(struct sheet *sheet, unsigned column, const char *symbol, const char *ascii)
{
    while (last_line(sheet)->columns < column && column <= sheet->columns) {
        sheet_write_symbol(sheet, TONE_FAINT, symbol, ascii);
    }
}

void sheet_mark(struct sheet *sheet)
{
    struct sheet_line *line = last_line(sheet);
    assert(line->text.length > 0 && line->text.bytes[0] == ' ');
    line->text.bytes[0] = '*';
    line->changed = true;
}

void sheet_take_line(struct sheet *sheet, struct sheet *from, size_t line)
{
    assert(line < from->line_count);
    *memory_append(&sheet->lines, &sheet->line_count) = from->lines[line];
    from->lines[line] = (struct sheet_line){0};
}

static void print_line(const struct sheet_line *line, const struct report_style *style,
                       struct text *out)
{
    for (size_t i = 0; i < line->span_count; i++) {
        const struct sheet_span *span = &line->spans[i];
        enum report_tone tone =
            span->tone == TONE_PLAIN && line->changed ? TONE_STRONG : span->tone;
        bool dressed = tone != TONE_PLAIN && span->end > span->begin;
        text_append(out, dressed ? report_style_tone(style, tone) : "");
        text_append_bytes(out, line->text.bytes + span->begin, span->end - span->begin);
        text_append(out, dressed ? report_style_tone(style, TONE_PLAIN) : "");
    }
    while (out->length > 0 && out->bytes[out->length - 1] == ' ') {
        out->bytes[--out->length] = '\0';
    }
    text_append(out, "\n");
}

void sheet_print(const struct sheet *sheet, const struct report_style *style, struct text *out)
{
    for (size_t i = 0; i < sheet->line_count; i++) {
        print_line(&sheet->lines[i], style, out);
    }
}
