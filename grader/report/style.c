#include "report/style.h"

#include <string.h>

#include "base/utf8.h"
#include "report/printable.h"

enum { STYLE_DEFAULT_COLUMNS = 80 };

const char *report_style_tone(const struct report_style *style, enum report_tone tone)
{
    /* The first eight colours and two attributes only: they follow the user's own palette. */
    static const char *const sequences[] = {
        [TONE_PLAIN] = "\033[0m", [TONE_GOOD] = "\033[32m",  [TONE_BAD] = "\033[31m",
        [TONE_WARN] = "\033[33m", [TONE_STRONG] = "\033[1m", [TONE_FAINT] = "\033[2m",
    };
    return style->color ? sequences[tone] : "";
}

void report_style_append(const struct report_style *style, struct text *out, enum report_tone tone,
                         const char *string)
{
    bool dressed = tone != TONE_PLAIN;
    text_append(out, dressed ? report_style_tone(style, tone) : "");
    utf8_append_printable(out, string, strlen(string), style->utf8);
    text_append(out, dressed ? report_style_tone(style, TONE_PLAIN) : "");
}

void report_style_append_cut(const struct report_style *style, struct text *out,
                             enum report_tone tone, const char *string, unsigned columns)
{
    AUTO_TEXT struct text whole = {0};
    utf8_append_printable(&whole, string, strlen(string), style->utf8);
    const char *ellipsis = style->utf8 ? "\u2026" : "...";
    unsigned room = style->utf8 ? 1 : 3;
    bool fits = printable_columns(text_string(&whole), whole.length) <= columns;
    unsigned kept = columns > room ? columns - room : 0;
    size_t length = fits ? whole.length : printable_fit(text_string(&whole), kept);
    bool dressed = tone != TONE_PLAIN;
    text_append(out, dressed ? report_style_tone(style, tone) : "");
    text_append_bytes(out, text_string(&whole), length);
    text_append(out, fits ? "" : ellipsis);
    text_append(out, dressed ? report_style_tone(style, TONE_PLAIN) : "");
}

/* How many bytes at the head are spaces, or are letters. Within `length`: what looks for the end of the whole string
 * at each word takes time that grows with its square. */
static size_t count_run(const char *bytes, size_t length, bool of_spaces)
{
    size_t count = 0;
    while (count < length && (bytes[count] == ' ') == of_spaces) {
        count++;
    }
    return count;
}

/* One line of the string: words with the spaces before them. `column` is where the next goes. */
static void wrap_line(const struct report_style *style, struct text *out, unsigned indent,
                      const char *line, size_t length)
{
    unsigned width = style->columns > 0 ? style->columns : STYLE_DEFAULT_COLUMNS;
    unsigned column = indent;
    AUTO_TEXT struct text word = {0};
    for (size_t i = 0; i < length;) {
        size_t spaces = count_run(line + i, length - i, true);
        size_t letters = count_run(line + i + spaces, length - i - spaces, false);
        text_clear(&word);
        utf8_append_printable(&word, line + i + spaces, letters, style->utf8);
        unsigned columns = printable_columns(text_string(&word), word.length);
        if (column > indent && column + spaces + columns > width) {
            text_append(out, "\n");
            text_append_repeated(out, ' ', indent);
            column = indent;
        } else {
            text_append_repeated(out, ' ', spaces);
            column += (unsigned)spaces;
        }
        text_append_bytes(out, text_string(&word), word.length);
        column += columns;
        i += spaces + letters;
    }
}

void report_style_wrap(const struct report_style *style, struct text *out, unsigned indent,
                       const char *string)
{
    for (size_t left = strlen(string);;) {
        size_t length = text_line_length(string, left);
        wrap_line(style, out, indent, string, length);
        /* A newline at the very end would only leave an empty line. */
        if (left <= length + 1) {
            return;
        }
        string += length + 1;
        left -= length + 1;
        text_append(out, "\n");
        text_append_repeated(out, ' ', indent);
    }
}
