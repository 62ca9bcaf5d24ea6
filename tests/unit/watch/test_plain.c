#include "watch/plain.h"

#include <criterion/criterion.h>
#include <string.h>

#include "watch_fixture.h"

static struct watch_model model;
static struct plain plain;
static struct text told;
static const struct report_style style = {.utf8 = true, .columns = 80};

static void prepare(void)
{
    watch_model_init(&model, fixture_exercises(), FIXTURE_EXERCISES, 1);
}

static void finish(void)
{
    watch_model_finish(&model);
    text_finish(&told);
}

TestSuite(plain, .init = prepare, .fini = finish);

static const char *tell(void)
{
    text_clear(&told);
    plain_tell(&plain, &model, &style, &told);
    return text_string(&told);
}

#define HOLDS(words)                                                                               \
    cr_assert(strstr(text_string(&told), (words)) != NULL, "%s", text_string(&told))
#define HOLDS_NOT(words)                                                                           \
    cr_assert(strstr(text_string(&told), (words)) == NULL, "%s", text_string(&told))

Test(plain, tells_each_thing_once)
{
    (void)tell();
    HOLDS("05-ready-flag: A flag says whose turn it is");
    HOLDS("Grading 05-ready-flag");
    cr_assert_str_eq(tell(), "");
    watch_model_preview(&model, model.serial, fixture_fail(1));
    (void)tell();
    HOLDS("First result, before Valgrind:");
    HOLDS("We expected     ETIMEDOUT");
    cr_assert_str_eq(tell(), "");
    watch_model_verdict(&model, model.serial, fixture_fail(1));
    (void)tell();
    HOLDS("\nResult:\n");
    HOLDS_NOT("ETIMEDOUT"); /* that was told */
    HOLDS("1 check failed.");
    cr_assert_str_eq(tell(), "");
}

Test(plain, pages_are_told_when_they_are_asked_for)
{
    (void)tell();
    watch_model_key(&model, plain_key_of("h"));
    (void)tell();
    HOLDS("Hint 1 of 3");
    watch_model_key(&model, plain_key_of("h"));
    (void)tell();
    HOLDS("Hint 2 of 3");
    HOLDS_NOT("Hint 1 of 3"); /* that was told */
    HOLDS_NOT("Esc");
    watch_model_key(&model, plain_key_of("?"));
    (void)tell();
    HOLDS("the next exercise");
    HOLDS_NOT("Hint");
}

Test(plain, pages_speak_of_what_there_is_without_a_screen)
{
    (void)tell();
    watch_model_key(&model, '?');
    (void)tell();
    HOLDS("Each of these is a letter and Enter.");
    HOLDS("grade again");
    HOLDS_NOT("arrows");
    HOLDS_NOT("Esc");
    watch_model_key(&model, 'l');
    (void)tell();
    HOLDS("A number and Enter go to an exercise.");
    HOLDS_NOT(" \n");
}

Test(plain, another_exercise_is_announced)
{
    (void)tell();
    watch_model_key(&model, plain_key_of("n"));
    (void)tell();
    HOLDS("07-ring-buffer: ");
    HOLDS("Source: exercises/07-ring-buffer/ring_buffer.c");
}

Test(plain, a_question_is_asked)
{
    (void)tell();
    watch_model_key(&model, plain_key_of("x"));
    (void)tell();
    HOLDS("Put the stub back into ready_flag.c? y or n");
    watch_model_key(&model, plain_key_of("n"));
    (void)tell();
    HOLDS("Nothing was changed.");
}

Test(plain, the_cursor_is_never_moved)
{
    (void)tell();
    watch_model_verdict(&model, model.serial, fixture_fail(1));
    watch_model_key(&model, 'l');
    (void)tell();
    HOLDS_NOT("\033");
    HOLDS_NOT("\r");
}

Test(plain, a_line_is_a_key)
{
    cr_assert_eq(plain_key_of("h"), 'h');
    cr_assert_eq(plain_key_of("  quit"), 'q');
    cr_assert_eq(plain_key_of(""), '\n');
    cr_assert_eq(plain_key_of("\r"), '\n');
    cr_assert_eq(plain_key_of("esc"), WATCH_KEY_ESCAPE);
    cr_assert_eq(plain_key_of("e"), 'e');
}
