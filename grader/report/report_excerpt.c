#include "report/report_excerpt.h"

#include <string.h>

#include "base/utf8.h"

enum { EXCERPT_TAB = 8, EXCERPT_BYTES_MAX = 400 };

/* Appends excerpt[0..length) with tabs as spaces, and returns the columns that it takes. */
static unsigned append_expanded(const struct report_style *style, struct text *out,
                                const char *excerpt, size_t length)
{
    unsigned columns = 0;
    for (size_t i = 0; i < length;) {
        uint32_t code = 0;
        size_t used = utf8_decode(excerpt + i, length - i, &code);
        used = used > 0 ? used : 1;
        if (excerpt[i] == '\t') {
            unsigned spaces = EXCERPT_TAB - columns % EXCERPT_TAB;
            text_append_repeated(out, ' ', spaces);
            columns += spaces;
        } else {
            size_t before = out->length;
            utf8_append_printable(out, excerpt + i, used, style->utf8);
            /* What went through as it was may be wide; what was escaped is ASCII. */
            size_t put = out->length - before;
            bool unchanged = put == used && memcmp(out->bytes + before, excerpt + i, used) == 0;
            columns += unchanged ? utf8_columns(code) : (unsigned)put;
        }
        i += used;
    }
    return columns;
}

void report_excerpt_write(const struct report_style *style, struct text *out, unsigned indent,
                          unsigned line, unsigned column, const char *excerpt)
{
    if (excerpt == NULL) {
        return;
    }
    size_t length = strlen(excerpt);
    size_t shown = length <= EXCERPT_BYTES_MAX ? length : EXCERPT_BYTES_MAX;
    text_append_repeated(out, ' ', indent);
    text_append(out, report_style_tone(style, TONE_FAINT));
    text_format(out, "%5u | ", line);
    text_append(out, report_style_tone(style, TONE_PLAIN));
    (void)append_expanded(style, out, excerpt, shown);
    text_append(out, shown < length ? " ...\n" : "\n");

    if (column == 0 || column - 1 > shown) {
        return;
    }
    AUTO_TEXT struct text before = {0};
    unsigned columns = append_expanded(style, &before, excerpt, column - 1);
    text_append_repeated(out, ' ', indent);
    text_append(out, report_style_tone(style, TONE_FAINT));
    text_append(out, "      | ");
    text_append(out, report_style_tone(style, TONE_PLAIN));
    text_append_repeated(out, ' ', columns);
    report_style_append(style, out, TONE_BAD, "^");
    text_append(out, "\n");
}
