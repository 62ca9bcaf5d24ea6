/* The page of the shared memory as text: what is under way, or one step. */
#include "watch/pages.h"

#include "whiteboard/sheet.h"

enum { PAGE_INDENT = 2, COLUMNS_DEFAULT = 80 };

static void write_sentence(const struct report_style *style, struct text *out, const char *words)
{
    text_append(out, "\n");
    text_append_repeated(out, ' ', PAGE_INDENT);
    report_style_wrap(style, out, PAGE_INDENT, words);
    text_append(out, "\n");
}

static void write_recording(const struct watch_peek *peek, const struct report_style *style,
                            struct text *out)
{
    AUTO_TEXT struct text words = {0};
    text_format(&words, "The check %s is run once more, and recorded step by step ...",
                peek->check->id);
    write_sentence(style, out, text_string(&words));
}

/* The whole step, however long. */
static void write_step(const struct watch_peek *peek, const struct report_style *style,
                       struct text *out)
{
    AUTO_SHEET struct sheet sheet = {
        .columns = style->columns > 0 ? style->columns : COLUMNS_DEFAULT, .utf8 = style->utf8};
    board_draw(&peek->board, &peek->steps, peek->viewer.step, &sheet);
    text_append(out, "\n");
    sheet_print(&sheet, style, out);
}

void pages_write_peek(const struct watch_model *model, const struct report_style *style,
                      struct text *out)
{
    const struct watch_peek *peek = &model->peek;
    switch (peek->state) {
    case WATCH_PEEK_EMPTY:
        break;
    case WATCH_PEEK_WAITS:
        write_sentence(style, out,
                       "It is being graded; then the check that tells most is recorded ...");
        break;
    case WATCH_PEEK_RECORDS:
        write_recording(peek, style, out);
        break;
    case WATCH_PEEK_SHOWS:
        write_step(peek, style, out);
        break;
    case WATCH_PEEK_FAILED:
        write_sentence(style, out, peek->trouble);
        write_sentence(style, out, "v or Esc goes back.");
        break;
    }
}
