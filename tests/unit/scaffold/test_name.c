#include "scaffold/scaffold.h"

#include "workbook_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

static struct catalogue *catalogue;
static struct scaffold scaffold;
static struct error err;

static void make(void)
{
    const char *root = fixture_make();
    fixture_add_exercise(1, "one-thing", NULL, NULL);
    fixture_add_exercise(4, "two-things", NULL, NULL);
    cr_assert(catalogue_load(root, &catalogue, &err), "%s", err.message);
}

static void clean(void)
{
    scaffold_finish(&scaffold);
    catalogue_destroy(catalogue);
    fixture_remove();
}

TestSuite(scaffold_name, .init = make, .fini = clean);

static void expect_refused(const char *word, const char *words)
{
    cr_assert_not(scaffold_name(&scaffold, word, NULL, catalogue, &err), "%s", word);
    cr_assert_not_null(strstr(err.message, words), "%s: %s", word, err.message);
}

Test(scaffold_name, takes_the_next_free_number)
{
    cr_assert(scaffold_name(&scaffold, "message-board", NULL, catalogue, &err), "%s", err.message);
    cr_assert_eq(scaffold.number, 5);
    cr_assert_str_eq(scaffold.name, "message-board");
    cr_assert_str_eq(scaffold.folder, "05-message-board");
    cr_assert_str_eq(scaffold.title, "Message board");
}

Test(scaffold_name, takes_a_number_and_a_title)
{
    cr_assert(scaffold_name(&scaffold, "03-a-b2", "Of mice & men", catalogue, &err));
    cr_assert_eq(scaffold.number, 3);
    cr_assert_str_eq(scaffold.folder, "03-a-b2");
    cr_assert_str_eq(scaffold.title, "Of mice & men");
}

Test(scaffold_name, refuses_other_forms)
{
    static const char *const words[] = {
        "board", "Message-board", "message_board", "message-", "-m-b",  "message--b", "m-b/../c",
        "",      "05-b",          "05-",           "05--a-b",  "m-b c", "05-2-b",     "m-\xc3\xa4",
        "..",    "@NN@-b"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        expect_refused(words[i], "is no name of an exercise: it is two words or more");
    }
    expect_refused("a-very-long-name-that-goes-on-and-on-and-on", "40 characters at most");
}

Test(scaffold_name, refuses_other_numbers)
{
    expect_refused("5-message-board", "the number has two digits and a hyphen");
    expect_refused("005-message-board", "the number has two digits and a hyphen");
    expect_refused("00-message-board", "numbered 01 to 99");
}

Test(scaffold_name, refuses_what_is_taken)
{
    expect_refused("04-message-board", "an exercise 04-two-things already; choose another number");
    expect_refused("one-thing", "an exercise 01-one-thing already; choose another name");
}

Test(scaffold_name, refuses_a_number_above_99)
{
    fixture_add_exercise(99, "the-last", NULL, NULL);
    catalogue_destroy(catalogue);
    cr_assert(catalogue_load(getenv("WORKBOOK_ROOT"), &catalogue, &err));
    expect_refused("message-board", "no number is free behind 99; choose one: NN-message-board");
    cr_assert(scaffold_name(&scaffold, "07-message-board", NULL, catalogue, &err));
}

Test(scaffold_name, refuses_titles_that_would_break_a_file)
{
    static const char *const titles[] = {"", "a \"b\"", "a\nb", "a */ b", "a \\ b", "a @NN@"};
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        cr_assert_not(scaffold_name(&scaffold, "a-b", titles[i], catalogue, &err), "%s", titles[i]);
    }
}
