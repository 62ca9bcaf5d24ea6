#include "watch/model.h"

#include <criterion/criterion.h>

#include "watch_fixture.h"

static struct watch_model model;

static void prepare(void)
{
    watch_model_init(&model, fixture_exercises(), FIXTURE_EXERCISES, 1);
}

static void finish(void)
{
    watch_model_finish(&model);
}

TestSuite(model, .init = prepare, .fini = finish);

static void press(const char *keys)
{
    for (; *keys != '\0'; keys++) {
        watch_model_key(&model, *keys);
    }
}

/* As the loop does: the wishes are fulfilled, and news of that grading comes. */
static void grade_to_the_end(struct verdict *verdict)
{
    (void)watch_model_take_wishes(&model);
    watch_model_verdict(&model, model.serial, verdict);
}

Test(model, begins_by_watching_and_grading)
{
    struct watch_wishes wishes = watch_model_take_wishes(&model);
    cr_assert(wishes.aim);
    cr_assert(wishes.grade);
    cr_assert_eq(model.graded, 1);
    cr_assert_not(watch_model_take_wishes(&model).grade, "a wish is told once");
}

Test(model, a_save_begins_a_grading_and_keeps_the_last_result)
{
    grade_to_the_end(fixture_fail(1));
    const struct verdict *before = watch_model_record(&model)->verdict;
    watch_model_saved(&model);
    cr_assert_eq(model.phase, WATCH_GRADING);
    cr_assert(watch_model_take_wishes(&model).grade);
    cr_assert_eq(watch_model_record(&model)->verdict, before);
    cr_assert(watch_model_record(&model)->outdated);
}

Test(model, news_of_an_older_grading_changes_nothing)
{
    uint64_t older = model.serial;
    watch_model_saved(&model);
    watch_model_preview(&model, older, fixture_preview_pass(1));
    watch_model_verdict(&model, older, fixture_pass(1));
    watch_model_trouble(&model, older, "the disk is full");
    cr_assert_null(watch_model_record(&model)->verdict);
    cr_assert_eq(model.phase, WATCH_GRADING);
    grade_to_the_end(fixture_fail(1));
    cr_assert_eq(watch_model_record(&model)->verdict->status, STATUS_FAIL);
}

Test(model, the_first_result_comes_before_valgrind)
{
    watch_model_preview(&model, model.serial, fixture_preview_pass(1));
    cr_assert_eq(model.phase, WATCH_REFINING);
    cr_assert(watch_model_record(&model)->preview);
    cr_assert_eq(watch_model_count_passed(&model), 0, "it has not passed before Valgrind says so");
    watch_model_verdict(&model, model.serial, fixture_pass(1));
    cr_assert_eq(model.phase, WATCH_IDLE);
    cr_assert_eq(watch_model_count_passed(&model), 1);
}

Test(model, a_pass_moves_nobody)
{
    grade_to_the_end(fixture_pass(1));
    cr_assert_eq(model.at, 1);
    press("n");
    cr_assert_eq(model.at, 2);
    struct watch_wishes wishes = watch_model_take_wishes(&model);
    cr_assert(wishes.aim);
    cr_assert(wishes.grade);
    cr_assert_eq(model.graded, 2);
}

Test(model, the_first_and_the_last_have_no_neighbour)
{
    press("nn");
    cr_assert_eq(model.at, 2);
    cr_assert_not_null(model.note);
    press("ppp");
    cr_assert_eq(model.at, 0);
    cr_assert_not_null(model.note);
}

Test(model, a_number_is_that_of_the_exercise)
{
    press("7");
    cr_assert_eq(model.at, 2);
    press("4");
    cr_assert_eq(model.at, 2);
    cr_assert_str_eq(model.note, "There is no exercise 4; l lists them.");
}

Test(model, hints_open_one_by_one)
{
    press("h");
    cr_assert_eq(model.page, WATCH_PAGE_HINTS);
    cr_assert_eq(watch_model_record(&model)->hints, 1);
    cr_assert(watch_model_take_wishes(&model).hint);
    watch_model_key(&model, WATCH_KEY_ESCAPE);
    cr_assert_eq(model.page, WATCH_PAGE_RESULT);
    press("h");
    cr_assert_eq(watch_model_record(&model)->hints, 1, "the page comes back before the next hint");
    cr_assert_not(watch_model_take_wishes(&model).hint);
    press("hhh");
    cr_assert_eq(watch_model_record(&model)->hints, 3, "there are three");
    cr_assert_not_null(model.note);
}

Test(model, the_list_goes_where_its_cursor_is)
{
    press("lj\n");
    cr_assert_eq(model.at, 2);
    cr_assert_eq(model.page, WATCH_PAGE_RESULT);
    press("lkkk\n");
    cr_assert_eq(model.at, 0);
    press("ll");
    cr_assert_eq(model.page, WATCH_PAGE_RESULT, "l closes what l has opened");
}

Test(model, a_save_goes_back_to_the_result)
{
    press("?");
    cr_assert_eq(model.page, WATCH_PAGE_HELP);
    watch_model_saved(&model);
    cr_assert_eq(model.page, WATCH_PAGE_RESULT);
}

Test(model, reset_asks)
{
    press("x");
    cr_assert(model.asks_reset);
    press("q");
    cr_assert_not(watch_model_take_wishes(&model).quit, "that was an answer");
    cr_assert_not(model.asks_reset);
    press("xy");
    cr_assert(watch_model_take_wishes(&model).reset);
}

Test(model, check_all_goes_through_all_of_them)
{
    grade_to_the_end(fixture_fail(1));
    press("c");
    cr_assert_eq(model.page, WATCH_PAGE_LIST);
    for (size_t i = 0; i < FIXTURE_EXERCISES; i++) {
        cr_assert_eq(model.graded, i);
        cr_assert(watch_model_take_wishes(&model).grade);
        watch_model_verdict(&model, model.serial, i == 1 ? fixture_fail(i) : fixture_pass(i));
    }
    cr_assert_eq(model.phase, WATCH_IDLE);
    cr_assert_str_eq(model.note, "2 of 3 passed; Enter goes to 05-ready-flag.");
    cr_assert_eq(model.at, 1, "nobody was moved");
}

Test(model, a_save_ends_check_all)
{
    press("c");
    watch_model_saved(&model);
    grade_to_the_end(fixture_pass(1));
    cr_assert_eq(model.phase, WATCH_IDLE);
    cr_assert_null(model.records[2].verdict);
}

Test(model, a_file_that_is_gone_is_waited_for)
{
    grade_to_the_end(fixture_fail(1));
    watch_model_saved(&model);
    (void)watch_model_take_wishes(&model);
    watch_model_gone(&model);
    cr_assert(watch_model_take_wishes(&model).call_off);
    cr_assert_eq(model.phase, WATCH_IDLE);
    cr_assert_not_null(watch_model_record(&model)->verdict, "the last result stays");
    watch_model_saved(&model);
    cr_assert_not(model.gone);
    cr_assert(watch_model_take_wishes(&model).grade);
}

Test(model, trouble_of_the_grader_is_told_and_is_no_result)
{
    (void)watch_model_take_wishes(&model);
    watch_model_trouble(&model, model.serial, "valgrind cannot be run");
    cr_assert_str_eq(model.note, "valgrind cannot be run");
    cr_assert_str_eq(watch_model_record(&model)->trouble, "valgrind cannot be run");
    cr_assert_null(watch_model_record(&model)->verdict);
    watch_model_saved(&model);
    grade_to_the_end(fixture_pass(1));
    cr_assert_null(watch_model_record(&model)->trouble);
}

Test(model, after_a_stop_a_grading_begins_again)
{
    uint64_t before = model.serial;
    (void)watch_model_take_wishes(&model);
    watch_model_resumed(&model);
    cr_assert_gt(model.serial, before);
    cr_assert(watch_model_take_wishes(&model).grade);
    grade_to_the_end(fixture_pass(1));
    watch_model_resumed(&model);
    cr_assert_not(watch_model_take_wishes(&model).grade, "what is done stays done");
}

Test(model, control_keys_work_on_every_page)
{
    press("x\003");
    struct watch_wishes wishes = watch_model_take_wishes(&model);
    cr_assert(wishes.quit);
    cr_assert(wishes.interrupt);
    press("\032");
    cr_assert(watch_model_take_wishes(&model).suspend);
}

Test(model, the_place_is_that_of_the_first_finding)
{
    cr_assert_eq(watch_model_place(&model).line, 0);
    grade_to_the_end(fixture_fail(1));
    cr_assert_eq(watch_model_place(&model).line, 57);
    watch_model_saved(&model);
    grade_to_the_end(fixture_unbuilt(1));
    cr_assert_eq(watch_model_place(&model).line, 9);
    cr_assert_eq(watch_model_place(&model).column, 13);
}

Test(model, scrolling_ends_at_the_ends)
{
    watch_model_measured(&model, 30, 20);
    watch_model_key(&model, WATCH_KEY_PAGE_DOWN);
    cr_assert_eq(model.scroll, 10);
    press("j");
    cr_assert_eq(model.scroll, 10);
    press("k");
    cr_assert_eq(model.scroll, 9);
    watch_model_measured(&model, 5, 20);
    cr_assert_eq(model.scroll, 0, "a larger window shows all of it");
}

Test(model, what_valgrind_adds_leaves_the_place_on_the_page)
{
    (void)watch_model_take_wishes(&model);
    watch_model_preview(&model, model.serial, fixture_fail(1));
    watch_model_measured(&model, 30, 20);
    press("jjj");
    watch_model_verdict(&model, model.serial, fixture_fail(1));
    cr_assert_eq(model.scroll, 3);
    watch_model_saved(&model);
    watch_model_verdict(&model, model.serial, fixture_fail(1));
    cr_assert_eq(model.scroll, 0);
}

Test(model, facts_are_counted_until_the_first_result)
{
    const struct manifest_check *checks = fixture_exercises()[1]->checks;
    (void)watch_model_take_wishes(&model);
    watch_model_fact(&model, model.serial, NULL, true);
    watch_model_fact(&model, model.serial, &checks[0], true);
    watch_model_fact(&model, model.serial, &checks[2], false);
    watch_model_fact(&model, model.serial - 1, &checks[1], false);
    cr_assert(model.live.built);
    cr_assert_eq(model.live.passed, 1);
    cr_assert_eq(model.live.failed, 1);
    cr_assert_eq(model.live.first_failed, &checks[2]);
    watch_model_saved(&model);
    cr_assert_not(model.live.built);
    cr_assert_null(model.live.first_failed);
}
