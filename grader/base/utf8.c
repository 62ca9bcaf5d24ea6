#include "base/utf8.h"

#include <stdio.h>

struct code_range {
    uint32_t first;
    uint32_t last;
};

static bool code_in(uint32_t code, const struct code_range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (code >= ranges[i].first && code <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

#define CODE_IN(code, ranges) code_in((code), (ranges), sizeof(ranges) / sizeof(ranges)[0])

/* Length of the sequence that a first byte announces, with its share of the code; 0: none. */
static size_t utf8_begin(unsigned char first, uint32_t *code)
{
    if (first < 0x80) {
        *code = first;
        return 1;
    }
    if (first >= 0xc2 && first <= 0xdf) {
        *code = first & 0x1fu;
        return 2;
    }
    if ((first & 0xf0) == 0xe0) {
        *code = first & 0x0fu;
        return 3;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        *code = first & 0x07u;
        return 4;
    }
    return 0;
}

size_t utf8_decode(const char *bytes, size_t length, uint32_t *code)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t value = 0;
    size_t needed = utf8_begin((unsigned char)bytes[0], &value);
    if (needed == 0 || needed > length) {
        return 0;
    }
    for (size_t i = 1; i < needed; i++) {
        unsigned char next = (unsigned char)bytes[i];
        if ((next & 0xc0) != 0x80) {
            return 0;
        }
        value = value << 6 | (next & 0x3fu);
    }
    bool surrogate = value >= 0xd800 && value <= 0xdfff;
    if (value < smallest[needed] || value > 0x10ffff || surrogate) {
        return 0;
    }
    *code = value;
    return needed;
}

unsigned utf8_columns(uint32_t code)
{
    enum { FIRST_ODD = 0x300 };
    static const struct code_range marks[] = {
        {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x0610, 0x061a}, {0x064b, 0x065f},
        {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f},
    };
    static const struct code_range wide[] = {
        {0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},   {0xac00, 0xd7a3},
        {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},
        {0x1f300, 0x1f64f}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
    };
    if (code < FIRST_ODD) {
        return 1;
    }
    if (CODE_IN(code, marks)) {
        return 0;
    }
    return CODE_IN(code, wide) ? 2 : 1;
}

void utf8_append_valid(struct text *text, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length;) {
        uint32_t code;
        size_t used = utf8_decode(bytes + i, length - i, &code);
        if (used == 0) {
            text_append(text, "\xef\xbf\xbd");
            used = 1;
        } else {
            text_append_bytes(text, bytes + i, used);
        }
        i += used;
    }
}

/* Characters that a terminal obeys, or that make text look like other text: controls, marks of
 * direction ("Trojan Source", CVE-2021-42574), invisible ones, private use, noncharacters. */
static bool utf8_is_treacherous(uint32_t code)
{
    static const struct code_range treacherous[] = {
        {0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},        {0x061c, 0x061c}, {0x180e, 0x180e},
        {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f},    {0xe000, 0xf8ff}, {0xfeff, 0xfeff},
        {0xfff0, 0xfffb}, {0xfffe, 0xffff}, {0xe0000, 0x10ffff},
    };
    return CODE_IN(code, treacherous);
}

static void utf8_append_escaped(struct text *text, const char *bytes, size_t used, uint32_t code)
{
    if (code == '\n') {
        text_append(text, "\\n");
    } else if (code == '\t') {
        text_append(text, "\\t");
    } else if (used > 1 && code > 0x9f) {
        text_format(text, "\\u{%04x}", code);
    } else {
        for (size_t i = 0; i < used; i++) {
            text_format(text, "\\x%02x", (unsigned char)bytes[i]);
        }
    }
}

/* Most text is this, and needs no decoding: the length of what stands at the head of the bytes. */
static size_t count_plain_ascii(const char *bytes, size_t length)
{
    size_t count = 0;
    while (count < length && bytes[count] >= 0x20 && bytes[count] < 0x7f) {
        count++;
    }
    return count;
}

void utf8_append_printable(struct text *text, const char *bytes, size_t length, bool utf8)
{
    for (size_t i = 0; i < length;) {
        size_t plain = count_plain_ascii(bytes + i, length - i);
        text_append_bytes(text, bytes + i, plain);
        i += plain;
        if (i == length) {
            return;
        }
        uint32_t code = 0;
        size_t used = utf8_decode(bytes + i, length - i, &code);
        if (used == 0) {
            text_format(text, "\\x%02x", (unsigned char)bytes[i]);
            used = 1;
        } else if (code > 0x7e && !utf8) {
            for (size_t k = 0; k < used; k++) {
                text_format(text, "\\x%02x", (unsigned char)bytes[i + k]);
            }
        } else if (utf8_is_treacherous(code)) {
            utf8_append_escaped(text, bytes + i, used, code);
        } else {
            text_append_bytes(text, bytes + i, used);
        }
        i += used;
    }
}

/* Line ends and blanks between values are no part of a string; in one they are escaped already. */
static bool utf8_is_loose_in_json(uint32_t code)
{
    return code > 0x7e && utf8_is_treacherous(code);
}

static void utf8_append_json_escape(struct text *text, uint32_t code)
{
    if (code > 0xffff) {
        code -= 0x10000;
        text_format(text, "\\u%04X\\u%04X", 0xd800 | code >> 10, 0xdc00 | (code & 0x3ff));
    } else {
        text_format(text, "\\u%04X", code);
    }
}

void utf8_append_json(struct text *text, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length;) {
        uint32_t code = 0;
        size_t plain = count_plain_ascii(bytes + i, length - i);
        size_t used = plain > 0 ? plain : utf8_decode(bytes + i, length - i, &code);
        used += used == 0 ? 1 : 0;
        if (utf8_is_loose_in_json(code)) {
            utf8_append_json_escape(text, code);
        } else {
            text_append_bytes(text, bytes + i, used);
        }
        i += used;
    }
}
