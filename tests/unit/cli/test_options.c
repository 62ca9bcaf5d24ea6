#include <criterion/criterion.h>

#include "cli/options.h"

static bool fast;
static const char *dir;
static uint64_t jobs;
static const char *color;
static const char *const colors[] = {"auto", "always", "never", NULL};
static const struct option_spec specs[] = {
    {.name = "fast", .kind = OPTION_FLAG, .target = &fast},
    {.name = "dir", .kind = OPTION_STRING, .target = &dir},
    {.name = "jobs", .kind = OPTION_NUMBER, .target = &jobs, .least = 1, .most = 8},
    {.name = "color", .kind = OPTION_CHOICE, .target = &color, .choices = colors},
};
static int operands;
static struct error err;

/* Up to five words behind the command's name. */
static bool parse(const char *const *words, char **argv)
{
    int argc = 1;
    for (; words[argc - 1] != NULL; argc++) {
        union {
            const char *given;
            char *wanted;
        } word = {.given = words[argc - 1]};
        argv[argc] = word.wanted;
    }
    return options_parse(specs, 4, argc, argv, &operands, &err);
}

Test(options, mixed_with_operands)
{
    char *argv[8];
    const char *const words[] = {"3", "--dir", "work", "--color=never", "--jobs=2", "--fast", "x",
                                 NULL};
    cr_assert(parse(words, argv), "%s", err.message);
    cr_assert_eq(operands, 2);
    cr_assert_str_eq(argv[1], "3");
    cr_assert_str_eq(argv[2], "x");
    cr_assert_str_eq(dir, "work");
    cr_assert_str_eq(color, "never");
    cr_assert_eq(jobs, 2);
    cr_assert(fast);
}

Test(options, two_hyphens_end_them)
{
    char *argv[8];
    const char *const words[] = {"--", "--fast", "-", NULL};
    cr_assert(parse(words, argv));
    cr_assert_eq(operands, 2);
    cr_assert_str_eq(argv[1], "--fast");
    cr_assert_not(fast);
}

static void expect_fault(const char *word, const char *value, const char *sentence)
{
    char *argv[8];
    const char *const words[] = {word, value, NULL};
    cr_assert_not(parse(words, argv), "%s passed", word);
    cr_assert_str_eq(err.message, sentence);
}

Test(options, faults)
{
    expect_fault("--fats", NULL, "unknown option --fats; did you mean --fast?");
    expect_fault("--xyzzyx", NULL, "unknown option --xyzzyx");
    expect_fault("--fas", NULL, "unknown option --fas; did you mean --fast?");
    expect_fault("-f", NULL, "unknown option -f; options begin with two hyphens");
    expect_fault("--fast=1", NULL, "--fast takes no value");
    expect_fault("--dir", NULL, "--dir wants a value");
    expect_fault("--dir=", NULL, "--dir must not be empty");
    expect_fault("--jobs", "0", "--jobs wants a whole number from 1 to 8, not '0'");
    expect_fault("--jobs", "9", "--jobs wants a whole number from 1 to 8, not '9'");
    expect_fault("--jobs", "-1", "--jobs wants a whole number from 1 to 8, not '-1'");
    expect_fault("--jobs", "2x", "--jobs wants a whole number from 1 to 8, not '2x'");
    expect_fault("--jobs=", NULL, "--jobs wants a whole number from 1 to 8, not ''");
    expect_fault("--color=red", NULL, "--color wants one of auto, always, never, not 'red'");
}

Test(options, a_list_has_an_end)
{
    struct option_list list = {0};
    const struct option_spec spec = {.name = "report", .kind = OPTION_LIST, .target = &list};
    static char command[] = "check";
    static char x[] = "--report=x";
    static char y[] = "--report=y";
    char *argv[OPTION_LIST_MAX + 3] = {command};
    int argc = 1;
    for (int i = 0; i < OPTION_LIST_MAX; i++) {
        argv[argc++] = x;
    }
    cr_assert(options_parse(&spec, 1, argc, argv, &operands, &err), "%s", err.message);
    cr_assert_eq(list.count, OPTION_LIST_MAX);
    cr_assert_str_eq(list.items[OPTION_LIST_MAX - 1], "x");
    list.count = 0;
    argv[argc++] = y;
    cr_assert_not(options_parse(&spec, 1, argc, argv, &operands, &err));
    cr_assert_str_eq(err.message, "--report is allowed 16 times");
}
