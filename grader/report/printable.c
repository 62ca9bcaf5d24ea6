#include "report/printable.h"

#include "base/utf8.h"

#include <string.h>

struct sign {
    const char *utf8, *ascii;
};

/* Our own sign at the head of the string; NULL: another character. */
static const struct sign *find_sign(const char *string)
{
    static const struct sign signs[] = {{"…", "..."}, {"→", "->"}, {"×", "x"}};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (strncmp(string, signs[i].utf8, strlen(signs[i].utf8)) == 0) {
            return &signs[i];
        }
    }
    return NULL;
}

void printable_append(const struct report_style *style, struct text *out, const char *string)
{
    size_t left = strlen(string);
    while (left > 0) {
        const struct sign *sign = style->utf8 ? NULL : find_sign(string);
        uint32_t code = 0;
        size_t length = utf8_decode(string, left, &code);
        length = length > 0 ? length : 1;
        if (sign != NULL) {
            text_append(out, sign->ascii);
        } else {
            utf8_append_printable(out, string, length, style->utf8);
        }
        string += length;
        left -= length;
    }
}

unsigned printable_columns(const char *text, size_t length)
{
    unsigned columns = 0;
    for (size_t i = 0; i < length;) {
        uint32_t code = 0;
        size_t used = utf8_decode(text + i, length - i, &code);
        columns += used > 0 ? utf8_columns(code) : 1;
        i += used > 0 ? used : 1;
    }
    return columns;
}

size_t printable_fit(const char *text, unsigned columns)
{
    size_t fits = 0;
    unsigned used = 0;
    size_t length = strlen(text);
    while (fits < length) {
        uint32_t code = 0;
        size_t bytes = utf8_decode(text + fits, length - fits, &code);
        used += bytes > 0 ? utf8_columns(code) : 1;
        if (used > columns) {
            break;
        }
        fits += bytes > 0 ? bytes : 1;
    }
    return fits;
}
