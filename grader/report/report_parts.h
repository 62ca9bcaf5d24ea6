/* The small pieces of the text report that its sections share. */
#ifndef WORKBOOK_REPORT_REPORT_PARTS_H
#define WORKBOOK_REPORT_REPORT_PARTS_H

#include <stdint.h>

#include "base/text.h"
#include "model/verdict.h"
#include "report/style.h"

enum { PARTS_INDENT = 4 }; /* columns, of everything below an exercise's line */

/* A status as a symbol, a tone and a word: "✓", green, "passed". Static strings. */
const char *parts_symbol(enum status status, const struct report_style *style);
enum report_tone parts_tone(enum status status);
const char *parts_word(enum status status);

/* "10", "6.40" */
void parts_append_points(struct text *out, int64_t hundredths);

void parts_begin_line(struct text *out);
void parts_write_heading(const struct report_style *style, struct text *out, const char *heading);

/* "attach_detach.c:14:5", as editors and terminals turn it into a link; 0: unknown. */
void parts_append_place(const struct report_style *style, struct text *out, const char *file,
                        unsigned line, unsigned column);

#endif
