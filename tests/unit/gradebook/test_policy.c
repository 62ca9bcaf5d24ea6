#include <criterion/criterion.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "class_fixture.h"
#include "gradebook/policy.h"

TestSuite(policy, .init = class_make, .fini = class_remove);

static bool load(const char *text, struct policy *policy)
{
    AUTO_FREE char *path = memory_format("%s/policy.cfg", class_folder);
    cr_assert(file_write_atomic(path, text, strlen(text), &class_err));
    return policy_load(path, policy, &class_err);
}

Test(policy, the_template_says_the_defaults)
{
    AUTO_POLICY struct policy loaded = {0};
    struct policy defaults;
    cr_assert(load(policy_template(), &loaded), "%s", class_err.message);
    policy_make_default(&defaults);
    cr_assert_eq(loaded.has_deadline, defaults.has_deadline);
    cr_assert_eq(loaded.grace_ms, defaults.grace_ms);
    cr_assert_eq(loaded.late_percent, defaults.late_percent);
    cr_assert_eq(loaded.late_every_ms, defaults.late_every_ms);
    cr_assert_eq(loaded.late_most_percent, defaults.late_most_percent);
    cr_assert_eq(loaded.closed_after_ms, defaults.closed_after_ms);
    cr_assert_eq(loaded.counts, defaults.counts);
    cr_assert_eq(loaded.graded_attempts, defaults.graded_attempts);
    cr_assert_eq(loaded.missing_is_zero, defaults.missing_is_zero);
    cr_assert_eq(loaded.points, defaults.points);
    cr_assert_eq(loaded.most_percent, defaults.most_percent);
    cr_assert_eq(loaded.hide_checks, defaults.hide_checks);
    cr_assert_eq(loaded.only_listed, defaults.only_listed);
    cr_assert_eq(loaded.exercise_count + loaded.extension_count, 0);
}

/* The settings that are comments there are settings too when somebody takes the sign away. */
Test(policy, the_examples_in_the_template_are_valid)
{
    AUTO_POLICY struct policy loaded = {0};
    AUTO_FREE char *text = memory_copy_string(policy_template());
    static const char *const beginnings[] = {"# deadline", "# {", "#   checks"};
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        char *at = text;
        size_t found = 0;
        for (; (at = strstr(at, beginnings[i])) != NULL; found++) {
            *at = ' ';
        }
        cr_assert_gt(found, 0, "%s", beginnings[i]);
    }
    /* A list has no comma behind its last group, and its first one has none in the comment. */
    char *second = strstr(text, "{ name = \"ring-buffer\"");
    second[-1] = ',';
    char *comma = strstr(text, "} ); },");
    cr_assert_not_null(comma);
    comma[6] = ' ';
    cr_assert(load(text, &loaded), "%s", class_err.message);
    cr_assert(loaded.has_deadline);
    cr_assert_eq(loaded.exercise_count, 2);
    cr_assert_eq(loaded.exercises[0].checks[0].weight, 5);
    cr_assert(loaded.exercises[0].checks[0].hidden);
    cr_assert(loaded.exercises[1].extra);
    cr_assert_eq(loaded.extension_count, 1);
}

Test(policy, faults_are_named_with_their_line)
{
    static const struct {
        const char *text, *says;
    } wrong[] = {
        {"deadline = \"tomorrow\";", "policy.cfg:1: 'deadline' must be a time with its zone"},
        {"deadline = \"2026-11-20 23:59\";", "with its zone"},
        {"deadline = \"2026-02-30 23:59 Z\";", "with its zone"},
        {"deadline = 7;", "with its zone"},
        {"\n\ngrace_minutes = -1;", "policy.cfg:3: 'grace_minutes' must be a whole number"},
        {"grace_minutes = 1.5;", "'grace_minutes' must be a whole number"},
        {"grace_minuts = 1;", "did you mean 'grace_minutes'?"},
        {"late = 5;", "'late' must be a group"},
        {"late = { percent = 101; };", "'percent' must be a whole number from 0 to 100"},
        {"late = { every_hours = 0; };", "'every_hours' must be a whole number from 1"},
        {"counts = \"worst\";", "'counts' must be \"best\" or \"last\" or \"best-of-each\""},
        {"counts = 1;", "'counts' must be \"best\""},
        {"exercises = 1;", "'exercises' must be a list"},
        {"exercises = ( 1 );", "every item of 'exercises' must be a group"},
        {"exercises = ( { weight = 1; } );", "'name' is missing"},
        {"exercises = ( { name = \"a\"; }, { name = \"a\"; } );", "'a' is listed twice"},
        {"exercises = ( { name = \"a\"; checks = ( { id = \"x\"; extra = 1; } ); } );",
         "'extra' must be true or false"},
        {"extensions = ( { student = \"ada\"; hours = 0; } );", "'hours' must be a whole number"},
        {"missing = ;", "policy.cfg:1: syntax error"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct policy policy = {0};
        cr_assert_not(load(wrong[i].text, &policy), "%s", wrong[i].text);
        cr_assert_not_null(strstr(class_err.message, wrong[i].says), "%s: %s", wrong[i].text,
                           class_err.message);
    }
}

Test(policy, a_time_is_the_same_moment_in_every_zone)
{
    static const char *const same[] = {"2026-11-20 23:59:00 +0100", "2026-11-20 22:59:00 Z",
                                       "2026-11-20 22:59 +0000", "2026-11-21T00:29:00+01:30"};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        int64_t time_ms = 0;
        cr_assert(policy_parse_time(same[i], &time_ms), "%s", same[i]);
        cr_assert_eq(time_ms, 1795215540000, "%s: %lld", same[i], (long long)time_ms);
    }
    int64_t ignored;
    cr_assert_not(policy_parse_time("2026-11-20 23:59:00 +0100 sharp", &ignored));
    cr_assert_not(policy_parse_time("2026-13-20 23:59:00 +0100", &ignored));
}

Test(policy, hides_what_it_says)
{
    AUTO_POLICY struct policy policy = {0};
    cr_assert(load("exercises = ( { name = \"first\"; checks = ( { id = \"a\"; hidden = true; } ); "
                   "} );",
                   &policy),
              "%s", class_err.message);
    cr_assert_not(policy_shows_check(&policy, "first", "a"));
    cr_assert(policy_shows_check(&policy, "first", "b"));
    cr_assert(policy_shows_check(&policy, "second", "a"));
    policy.hide_checks = true;
    cr_assert_not(policy_shows_check(&policy, "second", "a"));
}

static bool agrees(const char *text)
{
    static struct manifest_check checks[] = {{.id = "a", .weight = 1}, {.id = "b", .weight = 2}};
    static struct manifest first = {
        .name = "first", .folder = "01-first", .weight = 6, .checks = checks, .check_count = 2};
    static struct manifest *exercises[] = {&first};
    static const struct catalogue catalogue = {.exercises = exercises, .count = 1};
    AUTO_POLICY struct policy policy = {0};
    cr_assert(load(text, &policy), "%s", class_err.message);
    return policy_agrees(&policy, &catalogue, &class_err);
}

Test(policy, names_only_what_the_workbook_has)
{
    cr_assert(agrees("exercises = ( { name = \"first\"; checks = ( { id = \"b\"; } ); } );"));
    cr_assert_not(agrees("exercises = ( { name = \"frist\"; } );"));
    cr_assert_not_null(strstr(class_err.message, "did you mean 'first'?"), "%s", class_err.message);
    cr_assert_not(agrees("exercises = ( { name = \"first\"; checks = ( { id = \"z\"; } ); } );"));
    cr_assert_not_null(strstr(class_err.message, "no check in 01-first named 'z'"), "%s",
                       class_err.message);
    cr_assert_not(agrees("exercises = ( { name = \"first\"; weight = 0; } );"));
    cr_assert_not_null(strstr(class_err.message, "no exercise counts"));
    cr_assert_not(agrees("others = \"ignore\";"));
    cr_assert_not(agrees("exercises = ( { name = \"first\"; checks = ( { id = \"a\"; weight = 0; "
                         "}, { id = \"b\"; extra = true; } ); } );"));
    cr_assert_not_null(strstr(class_err.message, "no check of 01-first counts"));
}
