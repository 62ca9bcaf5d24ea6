#include "report/weakest_text.h"

#include <string.h>

#include "report/report_parts.h"
#include "report/schedule_text.h"

enum { OPERATION_COLUMNS = 26, ORDER_COLUMNS = 9 };

void weakest_append_words(struct text *out, const struct order_advice *advice)
{
    if (strcmp(advice->alone, advice->place.order) == 0) {
        text_append(out, "as weak as it can be");
    } else if (strcmp(advice->alone, advice->together) == 0) {
        text_format(out, "%s would do", advice->alone);
    } else {
        text_format(out, "%s would do while the others stay; beside them all, %s", advice->alone,
                    advice->together);
    }
}

const char *weakest_worth(const struct weakest_orders *weakest)
{
    if (weakest->advice_count == 0) {
        return "No atomic operation of the file is part of what is explored.";
    }
    return weakest->finished ? "In the scenarios that are explored (docs/races.md); for "
                               "information, not for points."
                             : "As far as it came: there are more orders to try. In the scenarios "
                               "that are explored "
                               "(docs/races.md); for information, not for points.";
}

static void append_padded(const struct report_style *style, struct text *out, const char *words,
                          size_t columns)
{
    report_style_append_cut(style, out, TONE_PLAIN, words, (unsigned)columns);
    const size_t length = strlen(words);
    text_append_repeated(out, ' ', length < columns ? columns - length : 0);
    text_append(out, "  ");
}

static void write_advice(const struct order_advice *advice, const struct report_style *style,
                         struct text *out)
{
    AUTO_TEXT struct text operation = {0};
    AUTO_TEXT struct text words = {0};
    schedule_append_operation(&operation, &advice->place);
    weakest_append_words(&words, advice);
    parts_begin_line(out);
    text_format(out, "line %-4u ", advice->place.line);
    append_padded(style, out, text_string(&operation), OPERATION_COLUMNS);
    append_padded(style, out, advice->place.order, ORDER_COLUMNS);
    report_style_append(style, out,
                        strcmp(advice->alone, advice->place.order) == 0 ? TONE_FAINT : TONE_PLAIN,
                        text_string(&words));
    text_append(out, "\n");
}

void weakest_text_write(const struct weakest_orders *weakest, const struct report_style *style,
                        struct text *out)
{
    if (weakest == NULL) {
        return;
    }
    parts_write_heading(style, out, "How weak the memory orders could be");
    for (size_t i = 0; i < weakest->advice_count; i++) {
        write_advice(&weakest->advice[i], style, out);
    }
    parts_begin_line(out);
    report_style_wrap(style, out, PARTS_INDENT, weakest_worth(weakest));
    text_append(out, "\n\n");
}
