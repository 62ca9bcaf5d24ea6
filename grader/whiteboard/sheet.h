/* A sheet of paper: lines of text in tones, before anybody knows whether they go to a terminal's screen, to
 * a pipe or into a pane. What is written on it is made harmless for a terminal.
 *
 * A line whose content has changed since the step before carries a sign in its first column; colour
 * only repeats it. */
#ifndef WORKBOOK_WHITEBOARD_SHEET_H
#define WORKBOOK_WHITEBOARD_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "report/style.h"

struct sheet_span {
    enum report_tone tone;
    size_t begin, end; /* of the line's text, in bytes */
};

struct sheet_line {
    struct text text;
    unsigned columns; /* that the text takes on a terminal */
    struct sheet_span *spans;
    size_t span_count;
    bool changed;
};

struct sheet {
    unsigned columns; /* of a line, at most; a longer one is cut, and shows it */
    bool utf8;        /* symbols beyond ASCII */
    struct sheet_line *lines;
    size_t line_count;
};

#define AUTO_SHEET AUTO(sheet_finish)

void sheet_finish(struct sheet *sheet);

/* A new, empty line: what is written next goes there. */
void sheet_begin_line(struct sheet *sheet);
/* Adds text to the last line, made harmless; cut where it would be longer than `columns`. */
void sheet_write(struct sheet *sheet, enum report_tone tone, const char *text);
void sheet_format(struct sheet *sheet, enum report_tone tone, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Symbols of our own, one of two. */
void sheet_write_symbol(struct sheet *sheet, enum report_tone tone, const char *symbol,
                        const char *ascii);
/* Fills the last line up to a column (from 0); at least one blank unless it is there already. */
void sheet_move_to(struct sheet *sheet, unsigned column);
/* Fills up to the column with a symbol. */
void sheet_fill_to(struct sheet *sheet, unsigned column, const char *symbol, const char *ascii);
/* The last line has changed: its first column, which must be a blank, becomes the sign. */
void sheet_mark(struct sheet *sheet);

/* Moves a line of another sheet to the end of this one; what is left of it there is empty. */
void sheet_take_line(struct sheet *sheet, struct sheet *from, size_t line);

/* All lines as a text, in the style's colours. */
void sheet_print(const struct sheet *sheet, const struct report_style *style, struct text *out);

#endif
