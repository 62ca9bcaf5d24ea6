/* How a report may be dressed: decided once by cli/, from options, environment and terminal. */
#ifndef WORKBOOK_REPORT_STYLE_H
#define WORKBOOK_REPORT_STYLE_H

#include <stdbool.h>

#include "base/text.h"

struct report_style {
    bool color;       /* ANSI colours; never the only carrier of a meaning */
    bool utf8;        /* symbols beyond ASCII */
    unsigned columns; /* width to wrap text at; 0: the default, 80 */
};

enum report_tone {
    TONE_PLAIN,
    TONE_GOOD,
    TONE_BAD,
    TONE_WARN,
    TONE_STRONG,
    TONE_FAINT,
};

/* The escape sequence that begins a tone, or "" without colour; TONE_PLAIN ends one. */
const char *report_style_tone(const struct report_style *style, enum report_tone tone);

/* `string` in a tone, made harmless for a terminal. */
void report_style_append(const struct report_style *style, struct text *out, enum report_tone tone,
                         const char *string);

/* The same, cut to at most `columns` columns with an ellipsis ("..." without UTF-8) at its end. */
void report_style_append_cut(const struct report_style *style, struct text *out,
                             enum report_tone tone, const char *string, unsigned columns);

/* Words wrapped at the style's width, every line but the first indented by `indent` columns; the
 * first is taken to begin there. Newlines in the string begin new lines. Made harmless. */
void report_style_wrap(const struct report_style *style, struct text *out, unsigned indent,
                       const char *string);

#endif
