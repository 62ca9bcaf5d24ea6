#include "report/report_parts.h"

#include "base/memory.h"
const char *parts_symbol(enum status status, const struct report_style *style)
{
    switch (status) {
    case STATUS_PASS:
        return style->utf8 ? "\u2713" : "+";
    case STATUS_SKIP:
        return "-";
    case STATUS_MISSING:
    case STATUS_ERROR:
        return style->utf8 ? "\u2013" : "?";
    default:
        return style->utf8 ? "\u2717" : "x";
    }
}

enum report_tone parts_tone(enum status status)
{
    switch (status) {
    case STATUS_PASS:
        return TONE_GOOD;
    case STATUS_SKIP:
        return TONE_FAINT;
    case STATUS_ERROR:
        return TONE_WARN;
    default:
        return TONE_BAD;
    }
}

const char *parts_word(enum status status)
{
    static const char *const words[] = {
        [STATUS_SKIP] = "not judged",  [STATUS_PASS] = "passed",       [STATUS_FAIL] = "failed",
        [STATUS_CRASH] = "crashed",    [STATUS_TIMEOUT] = "timed out", [STATUS_MISSING] = "missing",
        [STATUS_ERROR] = "not judged",
    };
    return words[status];
}

void parts_append_points(struct text *out, int64_t hundredths)
{
    if (hundredths % 100 == 0) {
        text_format(out, "%lld", (long long)(hundredths / 100));
    } else {
        text_format(out, "%lld.%02lld", (long long)(hundredths / 100),
                    (long long)(hundredths % 100));
    }
}

void parts_begin_line(struct text *out)
{
    text_append_repeated(out, ' ', PARTS_INDENT);
}

void parts_write_heading(const struct report_style *style, struct text *out, const char *heading)
{
    text_append(out, "\n");
    parts_begin_line(out);
    report_style_append(style, out, TONE_STRONG, heading);
    text_append(out, "\n");
}

void parts_append_place(const struct report_style *style, struct text *out, const char *file,
                        unsigned line, unsigned column)
{
    AUTO_TEXT struct text place = {0};
    text_append(&place, file);
    if (line > 0) {
        text_format(&place, ":%u", line);
    }
    if (line > 0 && column > 0) {
        text_format(&place, ":%u", column);
    }
    report_style_append(style, out, TONE_STRONG, text_string(&place));
}
