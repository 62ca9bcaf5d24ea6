/* The page of the shared memory: what is recorded when, and its keys. */
#include <criterion/criterion.h>
#include <string.h>

#include "watch/model.h"
#include "watch/plain.h"
#include "watch_fixture.h"

static struct watch_model model;

static void prepare(void)
{
    watch_model_init(&model, fixture_exercises(), FIXTURE_EXERCISES, 1);
    (void)watch_model_take_wishes(&model);
}

static void finish(void)
{
    watch_model_finish(&model);
}

TestSuite(peek, .init = prepare, .fini = finish);

static void press(const char *keys)
{
    for (; *keys != '\0'; keys++) {
        watch_model_key(&model, *keys);
    }
}

static bool wishes_to_record(void)
{
    return watch_model_take_wishes(&model).record;
}

static void show_picture(void)
{
    watch_model_verdict(&model, model.serial, fixture_fail(1));
    press("v");
    watch_model_picture(&model, model.peek.serial, fixture_picture(1));
}

Test(peek, the_check_that_failed_is_recorded)
{
    watch_model_verdict(&model, model.serial, fixture_fail(1));
    press("v");
    cr_assert(wishes_to_record());
    cr_assert_str_eq(model.peek.check->id, "flag-last");
    cr_assert_eq(model.peek.state, WATCH_PEEK_RECORDS);
}

Test(peek, of_right_work_it_is_a_telling_one)
{
    watch_model_verdict(&model, model.serial, fixture_pass(1));
    press("v");
    cr_assert(wishes_to_record());
    cr_assert_str_eq(model.peek.check->id, "one-message");
}

Test(peek, during_a_grading_it_waits_for_the_first_result)
{
    press("v");
    cr_assert_not(wishes_to_record());
    watch_model_preview(&model, model.serial, fixture_fail(1));
    cr_assert(wishes_to_record());
    cr_assert_eq(model.phase, WATCH_REFINING, "Valgrind goes on meanwhile");
}

Test(peek, what_is_not_built_cannot_be_looked_at)
{
    watch_model_verdict(&model, model.serial, fixture_unbuilt(1));
    press("v");
    cr_assert_not(wishes_to_record());
    cr_assert_eq(model.peek.state, WATCH_PEEK_FAILED);
    press("v");
    cr_assert_eq(model.page, WATCH_PAGE_RESULT);
}

Test(peek, a_recording_without_a_run_says_why)
{
    watch_model_verdict(&model, model.serial, fixture_fail(1));
    press("v");
    watch_model_picture(&model, model.peek.serial, fixture_picture_unbuilt(1));
    cr_assert_eq(model.peek.state, WATCH_PEEK_FAILED);
    cr_assert(strstr(model.peek.trouble, "not built") != NULL);
}

Test(peek, steps_forwards_and_backwards)
{
    show_picture();
    cr_assert_eq(model.peek.steps.count, 4);
    press("  ");
    cr_assert_eq(model.peek.viewer.step, 2);
    watch_model_key(&model, WATCH_KEY_LEFT);
    cr_assert_eq(model.peek.viewer.step, 1);
    press("G");
    cr_assert_eq(model.peek.viewer.step, 3);
    press("g\n");
    cr_assert_eq(model.peek.viewer.step, 1);
}

Test(peek, plays_until_the_end_or_until_it_is_left)
{
    show_picture();
    press("p");
    cr_assert(watch_model_is_playing(&model));
    for (int i = 0; i < 3; i++) {
        watch_model_tick(&model);
    }
    cr_assert_eq(model.peek.viewer.step, 3);
    cr_assert_not(watch_model_is_playing(&model));
    press("gp\033");
    cr_assert_not(watch_model_is_playing(&model));
}

Test(peek, closed_and_opened_again_it_is_where_it_was)
{
    show_picture();
    press("  v");
    cr_assert_eq(model.page, WATCH_PAGE_RESULT);
    (void)watch_model_take_wishes(&model);
    press("v");
    cr_assert_not(wishes_to_record());
    cr_assert_eq(model.peek.viewer.step, 2);
}

Test(peek, the_other_keys_are_those_of_watch)
{
    show_picture();
    press("q");
    cr_assert(watch_model_take_wishes(&model).quit);
    press("n");
    cr_assert_eq(model.at, 2);
    cr_assert_eq(model.peek.state, WATCH_PEEK_EMPTY, "a picture is of one exercise");
}

Test(peek, a_save_drops_the_picture_and_shows_the_result)
{
    show_picture();
    watch_model_saved(&model);
    cr_assert_eq(model.page, WATCH_PAGE_RESULT);
    cr_assert_eq(model.peek.state, WATCH_PEEK_EMPTY);
}

Test(peek, a_recording_that_nobody_waits_for_is_called_off_and_dropped)
{
    watch_model_verdict(&model, model.serial, fixture_fail(1));
    press("v");
    uint64_t older = model.peek.serial;
    press("v");
    cr_assert(watch_model_take_wishes(&model).call_off_record);
    press("v");
    cr_assert(wishes_to_record());
    watch_model_picture(&model, older, fixture_picture(1));
    cr_assert_eq(model.peek.state, WATCH_PEEK_RECORDS);
    watch_model_no_picture(&model, model.peek.serial, "no memory is left");
    cr_assert_str_eq(model.peek.trouble, "no memory is left");
}

Test(peek, after_a_stop_the_recording_begins_again)
{
    watch_model_verdict(&model, model.serial, fixture_fail(1));
    press("v");
    (void)watch_model_take_wishes(&model);
    uint64_t before = model.peek.serial;
    watch_model_resumed(&model);
    cr_assert(wishes_to_record());
    cr_assert_gt(model.peek.serial, before);
}

Test(peek, line_by_line_each_step_is_told_once)
{
    struct plain plain = {0};
    const struct report_style style = {.utf8 = true, .columns = 80};
    AUTO_TEXT struct text told = {0};
    show_picture();
    plain_tell(&plain, &model, &style, &told);
    cr_assert(strstr(text_string(&told), "step 1 of 4") != NULL, "%s", text_string(&told));
    text_clear(&told);
    watch_model_key(&model, plain_key_of(""));
    plain_tell(&plain, &model, &style, &told);
    cr_assert(strstr(text_string(&told), "step 2 of 4") != NULL, "%s", text_string(&told));
    cr_assert(strstr(text_string(&told), "step 1 of 4") == NULL, "%s", text_string(&told));
}
