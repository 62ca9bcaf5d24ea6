/* The full-screen view, as text. GOLDEN_ACCEPT=1 in the environment stores what is drawn now. */
#include "watch/view.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "watch_fixture.h"

static struct watch_model model;
static const struct report_style utf8 = {.utf8 = true};
static const struct report_style ascii = {.utf8 = false};

static void prepare(void)
{
    watch_model_init(&model, fixture_exercises(), FIXTURE_EXERCISES, 1);
}

static void finish(void)
{
    watch_model_finish(&model);
}

TestSuite(view, .init = prepare, .fini = finish);

static struct watch_extent draw(const struct report_style *style, unsigned columns, unsigned rows,
                                struct text *out)
{
    AUTO_CANVAS struct canvas canvas = {0};
    canvas_init(&canvas, rows, columns);
    struct watch_extent extent = watch_view_draw(&model, style, &canvas);
    canvas_append_text(&canvas, out);
    return extent;
}

static void expect_stored(const struct text *drawn, const char *folder, const char *name)
{
    AUTO_FREE char *path = memory_format("%s/%s", folder, name);
    AUTO_FREE char *stored = NULL;
    struct error err;
    if (getenv("GOLDEN_ACCEPT") != NULL) {
        cr_assert(file_write_atomic(path, text_string(drawn), drawn->length, &err), "%s",
                  err.message);
    }
    cr_assert(file_read(path, 1 << 20, &stored, NULL, &err), "%s", err.message);
    cr_assert_str_eq(text_string(drawn), stored, "not as in %s:\n%s", path, text_string(drawn));
}

static void expect_golden(const struct report_style *style, unsigned columns, unsigned rows,
                          const char *name)
{
    AUTO_TEXT struct text drawn = {0};
    (void)draw(style, columns, rows, &drawn);
    expect_stored(&drawn, GOLDEN_FOLDER, name);
}

static void fail(void)
{
    watch_model_verdict(&model, model.serial, fixture_fail(1));
}

/* The picture in the manual is this one. */
Test(view, a_failure_80x24)
{
    AUTO_TEXT struct text drawn = {0};
    model.records[0].passed = true;
    fail();
    (void)draw(&utf8, 80, 24, &drawn);
    expect_stored(&drawn, DOCS_FOLDER, "watch.txt");
}

Test(view, a_failure_60x20)
{
    fail();
    expect_golden(&utf8, 60, 20, "fail-60x20.txt");
}

Test(view, a_failure_120x40)
{
    fail();
    expect_golden(&utf8, 120, 40, "fail-120x40.txt");
}

Test(view, a_failure_in_ascii)
{
    fail();
    expect_golden(&ascii, 80, 24, "fail-ascii-80x24.txt");
    AUTO_TEXT struct text drawn = {0};
    (void)draw(&ascii, 80, 24, &drawn);
    for (size_t i = 0; i < drawn.length; i++) {
        cr_assert_gt(text_string(&drawn)[i], 0, "byte %zu", i);
    }
}

Test(view, the_smallest)
{
    fail();
    expect_golden(&utf8, 40, 10, "fail-40x10.txt");
}

Test(view, nothing_is_known_yet)
{
    expect_golden(&utf8, 80, 24, "begin-80x24.txt");
}

Test(view, the_first_result)
{
    watch_model_preview(&model, model.serial, fixture_preview_pass(1));
    expect_golden(&utf8, 80, 24, "preview-80x24.txt");
}

Test(view, a_pass)
{
    watch_model_verdict(&model, model.serial, fixture_pass(1));
    expect_golden(&utf8, 80, 24, "pass-80x24.txt");
}

Test(view, a_pass_with_a_warning)
{
    watch_model_verdict(&model, model.serial, fixture_warned(1));
    expect_golden(&utf8, 80, 24, "warned-80x24.txt");
}

Test(view, not_built)
{
    watch_model_verdict(&model, model.serial, fixture_unbuilt(1));
    expect_golden(&utf8, 80, 24, "unbuilt-80x24.txt");
}

Test(view, the_result_before_stays)
{
    fail();
    watch_model_saved(&model);
    expect_golden(&utf8, 80, 24, "grading-80x24.txt");
}

Test(view, what_is_known_before_the_first_result)
{
    const struct manifest_check *checks = fixture_exercises()[1]->checks;
    watch_model_fact(&model, model.serial, NULL, true);
    watch_model_fact(&model, model.serial, &checks[0], true);
    watch_model_fact(&model, model.serial, &checks[1], false);
    expect_golden(&utf8, 60, 20, "live-60x20.txt");
}

Test(view, hints)
{
    fail();
    watch_model_key(&model, 'h');
    watch_model_key(&model, 'h');
    expect_golden(&utf8, 60, 20, "hints-60x20.txt");
}

Test(view, the_list)
{
    fail();
    model.records[0].passed = true;
    watch_model_key(&model, 'l');
    expect_golden(&utf8, 80, 24, "list-80x24.txt");
}

Test(view, help)
{
    watch_model_key(&model, '?');
    expect_golden(&utf8, 80, 24, "help-80x24.txt");
}

Test(view, a_question)
{
    fail();
    watch_model_key(&model, 'x');
    expect_golden(&utf8, 60, 20, "question-60x20.txt");
}

static void show_picture(void)
{
    fail();
    watch_model_key(&model, 'v');
    watch_model_picture(&model, model.peek.serial, fixture_picture(1));
    watch_model_key(&model, ' ');
    watch_model_key(&model, ' ');
}

/* The picture in the manual is this one. */
Test(view, a_step_80x24)
{
    AUTO_TEXT struct text drawn = {0};
    model.records[0].passed = true;
    show_picture();
    (void)draw(&utf8, 80, 24, &drawn);
    expect_stored(&drawn, DOCS_FOLDER, "watch-view.txt");
}

Test(view, a_step_beside_the_result)
{
    show_picture();
    expect_golden(&utf8, 170, 24, "step-170x24.txt");
}

Test(view, a_step_in_ascii)
{
    show_picture();
    expect_golden(&ascii, 60, 16, "step-ascii-60x16.txt");
}

Test(view, a_step_that_has_no_room)
{
    show_picture();
    expect_golden(&utf8, 60, 12, "step-60x12.txt");
}

Test(view, a_step_keeps_the_line_it_was_scrolled_to)
{
    AUTO_TEXT struct text drawn = {0};
    show_picture();
    struct watch_extent extent = draw(&utf8, 60, 16, &drawn);
    cr_assert(extent.shows_step);
    watch_model_settled(&model, extent.scroll);
    watch_model_key(&model, 'k');
    watch_model_key(&model, 'j');
    watch_model_key(&model, 'j');
    extent = draw(&utf8, 60, 16, &drawn);
    cr_assert_gt(extent.scroll, 0);
}

Test(view, too_small_says_what_it_needs)
{
    AUTO_TEXT struct text drawn = {0};
    (void)draw(&utf8, 30, 8, &drawn);
    cr_assert(strstr(text_string(&drawn), "needs 40x10") != NULL, "%s", text_string(&drawn));
}

/* Not one size, down to none at all, is drawn outside of the canvas; the sanitised build sees to that. */
Test(view, every_size)
{
    fail();
    watch_model_key(&model, 'l');
    for (int turn = 0; turn < 2; turn++) {
        for (unsigned rows = 0; rows < 30; rows++) {
            for (unsigned columns = 0; columns < 200; columns += 3) {
                AUTO_TEXT struct text drawn = {0};
                (void)draw(&utf8, columns, rows, &drawn);
            }
        }
        watch_model_key(&model, turn == 0 ? 'v' : 'l');
        watch_model_picture(&model, model.peek.serial, fixture_picture(1));
    }
}

Test(view, a_page_longer_than_the_window_scrolls)
{
    AUTO_TEXT struct text top = {0};
    AUTO_TEXT struct text bottom = {0};
    fail();
    struct watch_extent extent = draw(&utf8, 60, 14, &top);
    cr_assert_gt(extent.lines, extent.rows);
    cr_assert(strstr(text_string(&top), "more lines below") != NULL);
    watch_model_measured(&model, extent.lines, extent.rows);
    watch_model_key(&model, WATCH_KEY_END);
    (void)draw(&utf8, 60, 14, &bottom);
    cr_assert(strstr(text_string(&bottom), "below") == NULL, "%s", text_string(&bottom));
    cr_assert(strstr(text_string(&bottom), "proven once") != NULL, "%s", text_string(&bottom));
}
