#include "watch/canvas.h"

#include <criterion/criterion.h>

static const struct report_style colored = {.color = true, .utf8 = true};

static char *as_text(const struct canvas *canvas)
{
    struct text out = {0};
    canvas_append_text(canvas, &out);
    return text_steal(&out);
}

Test(canvas, draws_within_its_area)
{
    AUTO_CANVAS struct canvas canvas = {0};
    canvas_init(&canvas, 4, 10);
    struct canvas_area area = {.row = 1, .column = 2, .rows = 2, .columns = 4};
    canvas_draw(&canvas, &area, "abcdefgh\nij\nkl\n", 0);
    AUTO_FREE char *text = as_text(&canvas);
    cr_assert_str_eq(text, "\n  abcd\n  ij\n\n");
}

Test(canvas, leaves_lines_out_at_the_top)
{
    AUTO_CANVAS struct canvas canvas = {0};
    canvas_init(&canvas, 2, 10);
    struct canvas_area area = {.rows = 2, .columns = 10};
    canvas_draw(&canvas, &area, "one\ntwo\nthree\nfour\n", 2);
    AUTO_FREE char *text = as_text(&canvas);
    cr_assert_str_eq(text, "three\nfour\n");
    canvas_draw(&canvas, &area, "one\n", 7);
}

Test(canvas, takes_tones_from_the_text)
{
    AUTO_CANVAS struct canvas canvas = {0};
    AUTO_TEXT struct text text = {0};
    canvas_init(&canvas, 1, 10);
    report_style_append(&colored, &text, TONE_BAD, "no");
    text_append(&text, "y");
    cr_assert_eq(canvas_count_columns(text_string(&text)), 3);
    struct canvas_area area = {.rows = 1, .columns = 10};
    canvas_draw(&canvas, &area, text_string(&text), 0);
    cr_assert_eq(canvas_cell(&canvas, 0, 1)->tone, TONE_BAD);
    cr_assert_eq(canvas_cell(&canvas, 0, 2)->tone, TONE_PLAIN);
    cr_assert_str_eq(canvas_cell(&canvas, 0, 2)->bytes, "y");
}

Test(canvas, wide_characters_and_marks)
{
    AUTO_CANVAS struct canvas canvas = {0};
    canvas_init(&canvas, 1, 5);
    struct canvas_area area = {.rows = 1, .columns = 5};
    canvas_draw(&canvas, &area, "\u6f22e\u0301\u6f22\u6f22", 0);
    cr_assert_str_eq(canvas_cell(&canvas, 0, 1)->bytes, "", "the right half");
    cr_assert_str_eq(canvas_cell(&canvas, 0, 2)->bytes, "e\u0301");
    AUTO_FREE char *text = as_text(&canvas);
    cr_assert_str_eq(text, "\u6f22e\u0301\u6f22\n", "half a character is not shown");
}

Test(canvas, of_no_size_takes_everything)
{
    AUTO_CANVAS struct canvas canvas = {0};
    canvas_init(&canvas, 0, 0);
    struct canvas_area area = {.rows = 3, .columns = 3};
    canvas_draw(&canvas, &area, "abc\ndef\n", 0);
    canvas_reverse_row(&canvas, 0);
    canvas_clear(&canvas, &area);
}

Test(canvas, bytes_that_are_no_utf8_do_no_harm)
{
    AUTO_CANVAS struct canvas canvas = {0};
    canvas_init(&canvas, 1, 5);
    struct canvas_area area = {.rows = 1, .columns = 5};
    canvas_draw(&canvas, &area, "a\xff\xc3", 0);
    AUTO_FREE char *text = as_text(&canvas);
    cr_assert_str_eq(text, "a??\n");
}

Test(canvas, counts_lines)
{
    cr_assert_eq(canvas_count_lines(""), 0);
    cr_assert_eq(canvas_count_lines("a"), 1);
    cr_assert_eq(canvas_count_lines("a\n"), 1);
    cr_assert_eq(canvas_count_lines("a\n\nb"), 3);
}
