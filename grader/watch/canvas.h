/* A canvas: what a full-screen view shows, as a grid of cells. It knows no terminal: screen.c puts it on
 * one, and tests read it as text.
 *
 * What is drawn on it is text as the reports write it (report/style.h), with colour switched on: the
 * sequences that begin a tone become the tone of the cells that follow, and a newline begins the next
 * row. All else in it is harmless already: bytes of student origin have been through
 * utf8_append_printable.
 */
#ifndef WORKBOOK_WATCH_CANVAS_H
#define WORKBOOK_WATCH_CANVAS_H

#include <stdbool.h>

#include "base/text.h"
#include "report/style.h"

enum { CANVAS_CELL_BYTES = 16 }; /* a character and the marks that combine with it */

struct canvas_cell {
    char bytes
        [CANVAS_CELL_BYTES]; /* UTF-8 with a terminator; "" right of a character of two columns */
    enum report_tone tone;
    bool reverse;
};

/* A place in the learner's source that is named on the canvas: "ready_flag.c:57". */
struct canvas_link {
    unsigned row, column, columns; /* where its words stand */
    unsigned line;                 /* of the source */
};

struct canvas {
    unsigned rows, columns;
    struct canvas_cell *cells; /* owned; row by row */
    struct canvas_link *links; /* owned */
    size_t link_count;
};

/* A part of a canvas. */
struct canvas_area {
    unsigned row, column, rows, columns;
};

#define AUTO_CANVAS AUTO(canvas_finish)

/* Blank, of that size. */
void canvas_init(struct canvas *canvas, unsigned rows, unsigned columns);
void canvas_finish(struct canvas *canvas);

/* Borrowed. */
struct canvas_cell *canvas_cell(const struct canvas *canvas, unsigned row, unsigned column);

/* Draws the text into the area, without its first `skipped` lines; what has no room is left out. */
void canvas_draw(struct canvas *canvas, const struct canvas_area *area, const char *text,
                 unsigned skipped);

/* Makes the area blank again. */
void canvas_clear(struct canvas *canvas, const struct canvas_area *area);

/* Turns a row's colours round, for a bar. */
void canvas_reverse_row(struct canvas *canvas, unsigned row);

/* Finds the places "SOURCE:LINE" in the rows from..to-1. */
void canvas_find_links(struct canvas *canvas, unsigned from, unsigned to, const char *source);

/* The lines that a text takes when it is drawn. */
unsigned canvas_count_lines(const char *text);

/* The columns of a line of such a text. */
unsigned canvas_count_columns(const char *line);

/* The columns of what stands at the head of `length` bytes of it, a character or the beginning of a tone, and
 * its size in bytes. */
unsigned canvas_measure_next(const char *bytes, size_t length, size_t *size);

/* Appends the rows as plain text, without blanks at their ends. */
void canvas_append_text(const struct canvas *canvas, struct text *out);

#endif
