#include "progress/plot.h"

enum { ROWS = 6, EIGHTHS = 8, LABEL_COLUMNS = 10, COLUMNS_DEFAULT = 80 };

/* What of the row (0: the lowest) a column of this height, in eighths of a row, fills. */
static const char *cell(const struct report_style *style, int64_t height, int row)
{
    static const char *const blocks[] = {" ",      "\u2581", "\u2582", "\u2583", "\u2584",
                                         "\u2585", "\u2586", "\u2587", "\u2588"};
    int64_t filled = height - (int64_t)row * EIGHTHS;
    filled = filled < 0 ? 0 : filled > EIGHTHS ? EIGHTHS : filled;
    return style->utf8 ? blocks[filled] : filled >= EIGHTHS / 2 ? "#" : " ";
}

/* Anything above nothing is to be seen. */
static int64_t height_of(int64_t value, int64_t most)
{
    int64_t height = value * ROWS * EIGHTHS / most;
    return value > 0 && height < 1 ? 1 : height;
}

static void write_label(struct text *out, int row, int64_t most)
{
    if (row == ROWS - 1) {
        text_format(out, "%8lld ", (long long)most);
    } else {
        text_append_repeated(out, ' ', LABEL_COLUMNS - 1);
    }
}

void plot_write(const struct report_style *style, struct text *out, const int64_t *values,
                size_t count, int64_t most)
{
    size_t width = (style->columns > 0 ? style->columns : COLUMNS_DEFAULT) - LABEL_COLUMNS - 1;
    size_t columns = count < width ? count : width;
    for (int row = ROWS - 1; row >= 0; row--) {
        write_label(out, row, most);
        text_append(out, style->utf8 ? "\u2524" : "|");
        for (size_t i = 0; i < columns; i++) {
            int64_t value = values[(i + 1) * count / columns - 1];
            text_append(out, cell(style, height_of(value, most), row));
        }
        text_append(out, "\n");
    }
    text_append(out, style->utf8 ? "       0 \u2514" : "       0 +");
    for (size_t i = 0; i < columns; i++) {
        text_append(out, style->utf8 ? "\u2500" : "-");
    }
    text_append(out, "\n");
}
