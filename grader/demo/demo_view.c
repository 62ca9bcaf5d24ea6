#include "demo/demo_view.h"

#include <string.h>

enum {
    COLUMNS_DEFAULT = 80,
    GUTTER = 6, /* for the number of a step */
    TABLE_INDENT = 10,
    WHAT_WIDTH = 11,
};

static unsigned width_of(const struct report_style *style)
{
    return style->columns != 0 ? style->columns : COLUMNS_DEFAULT;
}

/* Where the reader's lines begin. */
static unsigned middle_of(const struct report_style *style)
{
    return GUTTER + (width_of(style) - GUTTER) / 2;
}

void demo_view_begin(const struct report_style *style, struct text *out)
{
    text_append(out, "\n");
    text_append_repeated(out, ' ', GUTTER);
    report_style_append(style, out, TONE_STRONG, "writer");
    text_append_repeated(out, ' ', middle_of(style) - GUTTER - strlen("writer"));
    report_style_append(style, out, TONE_STRONG, "reader");
    text_append(out, "\n");
    text_append_repeated(out, ' ', GUTTER);
    for (unsigned column = GUTTER; column < width_of(style); column++) {
        text_append(out, style->utf8 ? "─" : "-");
    }
    text_append(out, "\n");
}

/* In its speaker's column; what concerns both takes the whole width. */
static void write_line(const struct report_style *style, struct text *out, unsigned number,
                       const struct demo_step *step)
{
    bool right = step->speaker == DEMO_READER;
    unsigned indent = right ? middle_of(style) : GUTTER;
    struct report_style column = *style;
    column.columns = step->speaker == DEMO_WRITER ? middle_of(style) - 2 : width_of(style);
    text_format(out, "%4u  ", number);
    text_append_repeated(out, ' ', indent - GUTTER);
    text_append(out, report_style_tone(style, TONE_STRONG));
    report_style_wrap(&column, out, indent, step->line);
    text_append(out, report_style_tone(style, TONE_PLAIN));
    text_append(out, "\n");
}

static void write_row(const struct report_style *style, struct text *out, bool changed,
                      const char *what, const char *text)
{
    struct report_style wide = *style;
    wide.columns = width_of(style);
    text_append_repeated(out, ' ', TABLE_INDENT - 2);
    text_append(out, changed ? "* " : "  ");
    text_append(out, changed ? "" : report_style_tone(style, TONE_FAINT));
    text_format(out, "%-*s", WHAT_WIDTH, what);
    report_style_wrap(&wide, out, TABLE_INDENT + WHAT_WIDTH, text);
    text_append(out, changed ? "" : report_style_tone(style, TONE_PLAIN));
    text_append(out, "\n");
}

/* No row of the step before says the same. */
static bool is_new(const struct demo_row *row, const struct demo_step *before)
{
    for (size_t i = 0; before != NULL && i < before->row_count; i++) {
        if (strcmp(before->rows[i].what, row->what) == 0 &&
            strcmp(before->rows[i].text, row->text) == 0) {
            return false;
        }
    }
    return true;
}

void demo_view_step(const struct report_style *style, struct text *out, unsigned number,
                    const struct demo_step *step, const struct demo_step *before)
{
    text_append(out, "\n");
    write_line(style, out, number, step);
    for (size_t i = 0; i < step->row_count; i++) {
        const struct demo_row *row = &step->rows[i];
        write_row(style, out, is_new(row, before), row->what, row->text);
    }
    if (step->row_count == 0) {
        write_row(style, out, before != NULL && before->row_count > 0, "kernel",
                  "holds nothing of the demo");
    }
    for (int i = 0; i < DEMO_PROGRAMS; i++) {
        write_row(style, out, before != NULL && strcmp(before->states[i], step->states[i]) != 0,
                  demo_speaker_name((enum demo_speaker)i), step->states[i]);
    }
}
