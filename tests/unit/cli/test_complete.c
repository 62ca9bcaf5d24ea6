#include <criterion/criterion.h>
#include <string.h>

#include "base/cleanup.h"
#include "cli/complete.h"
#include "cli/usage.h"
#include "cli/work.h"
#include "demo/demo.h"
#include "workbook_fixture.h"

/* --- Help pages as data ------------------------------------------------------------------------- */

static const struct command page = {"paint", "[EXERCISE...] NAME [--level N] [--deep]", "a summary",
                                    "Paints. --no-option is one in a sentence.\n\n"
                                    "  --level N        how much of it, and then\n"
                                    "                   more: red, green (default) or dark-blue\n"
                                    "  --color=WHEN     auto (default), always, or never\n"
                                    "  --accept-all keep everything\n"
                                    "  --file FILE      one source or another\n\n"
                                    "NAME is oil, ink or chalk; anything else is refused.\n",
                                    NULL};

Test(usage, options_with_their_values)
{
    AUTO_USAGE struct usage usage;
    usage_read(&usage, &page);
    cr_assert_eq(usage.option_count, 5);
    const struct usage_option *level = usage_find_option(&usage, "--level");
    cr_assert_str_eq(level->value, "N");
    cr_assert_str_eq(level->description,
                     "how much of it, and then more: red, green (default) or dark-blue");
    cr_assert_null(usage_find_option(&usage, "--deep")->value);
    cr_assert_null(usage_find_option(&usage, "--accept-all")->value);
    cr_assert_str_eq(usage_find_option(&usage, "--accept-all")->description, "keep everything");
    cr_assert_str_eq(usage_find_option(&usage, "--color")->value, "WHEN");
    cr_assert_null(usage_find_option(&usage, "--no-option"));
}

Test(usage, operands)
{
    AUTO_USAGE struct usage usage;
    usage_read(&usage, &page);
    cr_assert_eq(usage.operand_count, 2);
    cr_assert_str_eq(usage.operands[0], "EXERCISE");
    cr_assert_str_eq(usage.operands[1], "NAME");
}

static void expect_words(const struct usage_words *words, const char *wanted)
{
    AUTO_TEXT struct text all = {0};
    for (size_t i = 0; i < words->count; i++) {
        text_format(&all, "%s ", words->items[i]);
    }
    cr_assert_str_eq(text_string(&all), wanted);
}

Test(usage, lists_of_words)
{
    static const char *const cases[][2] = {
        {"auto (default), require or off", "auto require off "},
        {"how much: red, green (default) or dark-blue", "red green dark-blue "},
        {"stubs, solutions, or structure (grades nothing)", "stubs solutions structure "},
        {"one source or another", ""},
        {"the seed", ""},
        {"alone", ""},
        {"fast", ""},
        {"", ""},
        {"a, , b", ""},
        {"a or ", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO_USAGE_WORDS struct usage_words words;
        usage_words_read(&words, cases[i][0]);
        expect_words(&words, cases[i][1]);
    }
}

Test(usage, words_of_an_operand)
{
    AUTO_USAGE_WORDS struct usage_words words;
    usage_words_read_operand(&words, &page, "NAME");
    expect_words(&words, "oil ink chalk ");
}

Test(usage, help_names_the_demos_there_are)
{
    AUTO_USAGE_WORDS struct usage_words words;
    usage_words_read_operand(&words, command_find("demo"), "NAME");
    size_t count = 0;
    const struct demo *demos = demo_list(&count);
    cr_assert_eq(words.count, count);
    for (size_t i = 0; i < count; i++) {
        cr_assert_str_eq(words.items[i], demos[i].name);
    }
}

/* --- Candidates ------------------------------------------------------------------------------------ */

static struct workbook workbook;

static void make(void)
{
    struct error err;
    (void)fixture_make();
    fixture_add_exercise(1, "one", NULL, NULL);
    fixture_add_exercise(2, "two-more", NULL, NULL);
    cr_assert(workbook_open(&workbook, &err), "%s", err.message);
}

static void unmake(void)
{
    workbook_finish(&workbook);
    fixture_remove();
}

TestSuite(complete, .init = make, .fini = unmake);

/* The candidates alone, a blank behind each. */
static const char *press_tab(const struct catalogue *catalogue, const char *const *words)
{
    static char names[4096];
    AUTO_TEXT struct text lines = {0};
    size_t count = 0;
    while (words[count] != NULL) {
        count++;
    }
    complete_words(catalogue, words, count, &lines);
    names[0] = '\0';
    for (const char *line = text_string(&lines); *line != '\0'; line = strchr(line, '\n') + 1) {
        strcat(strncat(names, line, strcspn(line, "\t")), " ");
    }
    return names;
}

#define TAB(...) press_tab(workbook.catalogue, (const char *const[]){__VA_ARGS__, NULL})

Test(complete, commands)
{
    cr_assert_str_eq(TAB("che"), "check ");
    cr_assert_str_eq(TAB("help", "hin"), "hint ");
    cr_assert_str_eq(TAB("nonsense"), "");
    cr_assert_str_eq(TAB("nonsense", ""), "");
    AUTO_TEXT struct text nothing = {0};
    complete_words(workbook.catalogue, NULL, 0, &nothing);
    cr_assert_eq(nothing.length, 0);
}

Test(complete, exercises_by_folder_or_name)
{
    cr_assert_str_eq(TAB("check", ""), "01-one 02-two-more ");
    cr_assert_str_eq(TAB("check", "02"), "02-two-more ");
    cr_assert_str_eq(TAB("check", "tw"), "two-more ");
    cr_assert_str_eq(press_tab(NULL, (const char *const[]){"check", "", NULL}), "");
}

Test(complete, options_and_values)
{
    cr_assert_str_eq(TAB("check", "--so"), "--solutions ");
    cr_assert_str_eq(TAB("check", "1", "--col"), "--color ");
    cr_assert_str_eq(TAB("check", "--color", "a"), "auto always ");
    cr_assert_str_eq(TAB("check", "--color=al"), "--color=always ");
    cr_assert_str_eq(TAB("check", "--color", "=", "al"), "always ");
    cr_assert_str_eq(TAB("check", "--color", "="), "auto always never ");
    cr_assert_str_eq(TAB("check", "--file", ""), "", "files are the shell's business");
    cr_assert_str_eq(TAB("check", "--no-such=a"), "");
    cr_assert_str_eq(TAB("check", "--fast", "01"), "01-one ", "a flag has no value");
}

Test(complete, checks_of_the_exercise_before)
{
    const char *all = TAB("explain", "");
    cr_assert_not_null(strstr(all, "01-one 02-two-more "), "%s", all);
    cr_assert_not_null(strstr(all, workbook.catalogue->exercises[0]->checks[0].id), "%s", all);
}
