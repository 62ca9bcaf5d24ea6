#include "watch/view.h"

#include <string.h>

#include "report/report_parts.h"
#include "watch/fold.h"
#include "watch/pages.h"

enum { ROWS_ABOVE = 3, ROWS_BELOW = 3, STATE_FROM_BELOW = 2, KEYS_FROM_BELOW = 1 };

static void draw_row(struct canvas *canvas, unsigned row, unsigned column, const struct text *text)
{
    struct canvas_area area = {.row = row,
                               .column = column,
                               .rows = 1,
                               .columns = canvas->columns > column ? canvas->columns - column : 0};
    canvas_draw(canvas, &area, text_string(text), 0);
}

/* At the right edge, when there is room for it behind `used` columns. */
static void draw_right(struct canvas *canvas, unsigned row, unsigned used, const struct text *text)
{
    unsigned columns = canvas_count_columns(text_string(text));
    if (used + 2 + columns + 1 <= canvas->columns) {
        draw_row(canvas, row, canvas->columns - columns - 1, text);
    }
}

static void draw_title(const struct watch_model *model, const struct report_style *style,
                       struct canvas *canvas)
{
    const struct manifest *manifest = watch_model_exercise(model);
    AUTO_TEXT struct text left = {0};
    AUTO_TEXT struct text right = {0};
    report_style_append(style, &left, TONE_STRONG, manifest->folder);
    text_append(&left, "  ");
    report_style_append(style, &left, TONE_PLAIN, manifest->title);
    text_format(&right, "%zu of %zu passed", watch_model_count_passed(model), model->count);
    draw_row(canvas, 0, 1, &left);
    draw_right(canvas, 0, 1 + canvas_count_columns(text_string(&left)), &right);
    canvas_reverse_row(canvas, 0);
}

static void draw_stages(const struct watch_model *model, const struct report_style *style,
                        struct canvas *canvas)
{
    const struct exercise_verdict *exercise = watch_record_exercise(watch_model_record(model));
    AUTO_TEXT struct text stages = {0};
    pages_write_stages(model, style, &stages);
    draw_row(canvas, 1, 1, &stages);
    if (exercise != NULL && !watch_model_record(model)->preview) {
        AUTO_TEXT struct text score = {0};
        parts_append_points(&score, exercise->score.earned_hundredths);
        text_append(&score, " / ");
        parts_append_points(&score, exercise->score.possible_hundredths);
        draw_right(canvas, 1, 1 + canvas_count_columns(text_string(&stages)), &score);
    }
}

static bool shows_step(const struct watch_model *model)
{
    return model->page == WATCH_PAGE_PEEK && model->peek.state == WATCH_PEEK_SHOWS;
}

/* A page that begins or ends with an empty line leaves it to the rows around it. */
static const char *without_first_empty_line(const char *page)
{
    return page[0] == '\n' ? page + 1 : page;
}

static unsigned count_lines(const char *page)
{
    unsigned lines = canvas_count_lines(page);
    size_t length = strlen(page);
    while (length > 1 && page[length - 1] == '\n' && page[length - 2] == '\n') {
        length--;
        lines--;
    }
    return lines;
}

/* In the list the cursor's line is kept in sight. */
static unsigned choose_scroll(const struct watch_model *model, unsigned lines, unsigned rows)
{
    unsigned most = lines > rows ? lines - rows : 0;
    unsigned scroll = model->scroll < most ? model->scroll : most;
    if (model->page == WATCH_PAGE_LIST && model->cursor >= scroll + rows) {
        scroll = (unsigned)model->cursor - rows + 1;
    }
    return scroll;
}

/* At the right of the canvas, unless a pane stands there. */
static void draw_more(struct canvas *canvas, const struct canvas_area *area, unsigned below)
{
    unsigned row = area->row + area->rows;
    unsigned right = canvas->columns < WATCH_VIEW_TEXT_COLUMNS + VIEWER_COLUMNS_LEAST
                         ? canvas->columns
                         : area->columns;
    AUTO_TEXT struct text more = {0};
    text_format(&more, "%u more line%s below", below, below == 1 ? "" : "s");
    unsigned columns = canvas_count_columns(text_string(&more));
    draw_row(canvas, row, right - columns - 1, &more);
}

/* A page as text, with a line below the area that counts what is not in sight. */
static struct watch_extent draw_page(const struct watch_model *model,
                                     const struct report_style *style,
                                     const struct canvas_area *area, struct canvas *canvas)
{
    struct report_style narrow = *style;
    narrow.columns = area->columns;
    AUTO_TEXT struct text written = {0};
    AUTO_TEXT struct text text = {0};
    if (shows_step(model)) {
        pages_write_result(model, &narrow, &written);
    } else {
        pages_write(model, PAGES_SCREEN, &narrow, &written);
    }
    fold_append(&text, text_string(&written), area->columns);
    const char *page = without_first_empty_line(text_string(&text));
    struct watch_extent extent = {.lines = count_lines(page), .rows = area->rows};
    unsigned scroll = choose_scroll(model, extent.lines, area->rows);
    canvas_draw(canvas, area, page, scroll);
    canvas_find_links(canvas, area->row, area->row + area->rows,
                      watch_model_exercise(model)->source);
    if (extent.lines > scroll + area->rows) {
        draw_more(canvas, area, extent.lines - scroll - area->rows);
    }
    return extent;
}

static void draw_needed_size(const struct report_style *style, const struct canvas_area *area,
                             struct canvas *canvas)
{
    struct report_style narrow = *style;
    narrow.columns = area->columns;
    AUTO_TEXT struct text words = {0};
    AUTO_TEXT struct text sentence = {0};
    text_format(&sentence, " For this view the window has to be %dx%d at least; v closes it.",
                VIEWER_COLUMNS_LEAST, VIEWER_ROWS_LEAST + ROWS_ABOVE + ROWS_BELOW);
    report_style_wrap(&narrow, &words, 1, text_string(&sentence));
    canvas_draw(canvas, area, text_string(&words), 0);
}

/* A copy of the viewer draws: the model hears of what it has settled. */
static void draw_step(const struct watch_model *model, const struct report_style *style,
                      const struct canvas_area *area, struct canvas *canvas,
                      struct watch_extent *extent)
{
    if (area->rows < VIEWER_ROWS_LEAST || area->columns < VIEWER_COLUMNS_LEAST) {
        draw_needed_size(style, area, canvas);
        return;
    }
    struct viewer viewer = model->peek.viewer;
    AUTO_TEXT struct text text = {0};
    AUTO_SHEET struct sheet sheet = {
        .columns = area->columns < VIEWER_COLUMNS_MOST ? area->columns : VIEWER_COLUMNS_MOST,
        .utf8 = style->utf8};
    viewer_draw(&viewer, area->rows, &sheet);
    sheet_print(&sheet, style, &text);
    canvas_draw(canvas, area, text_string(&text), 0);
    extent->shows_step = true;
    extent->scroll = viewer.scroll;
}

static struct watch_extent draw_body(const struct watch_model *model,
                                     const struct report_style *style, struct canvas *canvas)
{
    struct canvas_area left = {.row = ROWS_ABOVE,
                               .rows = canvas->rows - ROWS_ABOVE - ROWS_BELOW,
                               .columns = canvas->columns < WATCH_VIEW_TEXT_COLUMNS
                                              ? canvas->columns
                                              : WATCH_VIEW_TEXT_COLUMNS};
    struct canvas_area right = left;
    struct watch_extent extent = {.rows = left.rows};
    if (!shows_step(model)) {
        return draw_page(model, style, &left, canvas);
    }
    if (canvas->columns >= WATCH_VIEW_TEXT_COLUMNS + VIEWER_COLUMNS_LEAST) {
        extent = draw_page(model, style, &left, canvas);
        right.column = WATCH_VIEW_TEXT_COLUMNS;
        right.columns = canvas->columns - WATCH_VIEW_TEXT_COLUMNS;
    }
    draw_step(model, style, &right, canvas, &extent);
    return extent;
}

/* A second line, where the sentence needs one, takes the row above. */
static void draw_state(const struct watch_model *model, const struct report_style *style,
                       struct canvas *canvas)
{
    struct report_style narrow = *style;
    narrow.columns = canvas->columns - 1;
    AUTO_TEXT struct text state = {0};
    text_append(&state, " ");
    pages_write_state(model, &narrow, &state);
    unsigned rows = canvas_count_lines(text_string(&state)) > 1 ? 2 : 1;
    struct canvas_area area = {.row = canvas->rows - STATE_FROM_BELOW - (rows - 1),
                               .rows = rows,
                               .columns = canvas->columns};
    canvas_clear(canvas, &area);
    canvas_draw(canvas, &area, text_string(&state), 0);
}

static void draw_keys(const struct watch_model *model, const struct report_style *style,
                      struct canvas *canvas)
{
    /* What is left out on a narrow terminal is left out from the end. */
    static const char *const keys[] = {"? help", "q quit", "n next", "h hint",  "o open", "v view",
                                       "l list", "r run",  "c all",  "x reset", "p prev"};
    AUTO_TEXT struct text line = {0};
    unsigned used = 1;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i][0] == 'p' && shows_step(model)) {
            continue; /* there it plays */
        }
        unsigned columns = (unsigned)strlen(keys[i]) + 2;
        if (used + columns > canvas->columns) {
            break;
        }
        text_append(&line, i > 0 ? "  " : "");
        report_style_append(style, &line, TONE_PLAIN, keys[i]);
        used += columns;
    }
    draw_row(canvas, canvas->rows - KEYS_FROM_BELOW, 1, &line);
    canvas_reverse_row(canvas, canvas->rows - KEYS_FROM_BELOW);
}

static void draw_too_small(const struct report_style *style, struct canvas *canvas)
{
    struct report_style narrow = *style;
    narrow.columns = canvas->columns;
    AUTO_TEXT struct text words = {0};
    AUTO_TEXT struct text sentence = {0};
    text_format(&sentence, "This window is %ux%u; grader watch needs %dx%d.", canvas->columns,
                canvas->rows, WATCH_VIEW_COLUMNS_LEAST, WATCH_VIEW_ROWS_LEAST);
    report_style_wrap(&narrow, &words, 0, text_string(&sentence));
    struct canvas_area area = {.rows = canvas->rows, .columns = canvas->columns};
    canvas_draw(canvas, &area, text_string(&words), 0);
}

struct watch_extent watch_view_draw(const struct watch_model *model,
                                    const struct report_style *style, struct canvas *canvas)
{
    struct report_style colored = {.color = true, .utf8 = style->utf8};
    if (canvas->rows < WATCH_VIEW_ROWS_LEAST || canvas->columns < WATCH_VIEW_COLUMNS_LEAST) {
        draw_too_small(&colored, canvas);
        return (struct watch_extent){0};
    }
    draw_title(model, &colored, canvas);
    draw_stages(model, &colored, canvas);
    struct watch_extent extent = draw_body(model, &colored, canvas);
    draw_state(model, &colored, canvas);
    draw_keys(model, &colored, canvas);
    return extent;
}
