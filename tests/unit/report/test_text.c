#include <criterion/criterion.h>
#include <string.h>

#include "base/memory.h"
#include "report/report_exercise.h"
#include "report/report_text.h"
#include "sample_verdict.h"

static struct text out;

static void write_sample(struct verdict *verdict, struct report_style style)
{
    report_text_write(verdict, &style, &out);
    verdict_destroy(verdict);
}

static void finish(void)
{
    text_finish(&out);
}

TestSuite(text_report, .fini = finish);

static void expect(const char *part)
{
    cr_expect_not_null(strstr(text_string(&out), part), "no '%s' in:\n%s", part, text_string(&out));
}

static void expect_not(const char *part)
{
    cr_expect_null(strstr(text_string(&out), part), "'%s' in:\n%s", part, text_string(&out));
}

Test(text_report, a_pass_is_short)
{
    write_sample(sample_verdict_create_pass(), (struct report_style){.utf8 = true});
    cr_assert_str_eq(text_string(&out),
                     "\n"
                     "  \u2713 01-ftok-keys              passed          10 / 10\n"
                     "  \u2713 02-shmget-flags           passed          10 / 10\n"
                     "\n"
                     "  All 2 exercises passed: 20 of 20 points.\n"
                     "\n");
}

Test(text_report, a_failure_has_four_parts_and_a_place)
{
    write_sample(sample_verdict_create(), (struct report_style){.utf8 = true});
    expect("    \u2717 creates a segment of the size asked for  check create-new\n\n"
           "    We did          segment_create(key, 100, 0600) with a key that is free\n"
           "    We expected     a new segment of 100 bytes\n"
           "    What happened   it printed \"\\x1b[2Jhello\\xff\" and returned -1, errno ENOSYS\n"
           "                    (Function not implemented)\n"
           "    Step by step    writer                       reader\n"
           "                    > 14: writes text = \"<b>\\x1b[2J\"\n"
           "                                                   15: loads turn == 0\n"
           "                                                   (relaxed, old: 1 newer)\n"
           "                                                 > reads text == \"\"\n"
           "    The rule        Two accesses must be ordered (ISO C17 5.1.2.4).\n"
           "    Look at         man 2 shmget, \"IPC_CREAT\"\n"
           "    Would mend it   line 14, store of turn <b>\\x1b[2J: release instead of\n"
           "                    relaxed\n");
    expect("    shmget_flags.c:14, in segment_create\n"
           "       14 |         return shmget(key, size, mode);\n"
           "          |                ^\n");
}

Test(text_report, the_rest_is_short)
{
    write_sample(sample_verdict_create(), (struct report_style){.utf8 = true});
    expect("    More about it   ./workbook explain 2/create-new\n"
           "\n"
           "    Also failing\n"
           "    \u2717 opens what is there  crashed\n"
           "    \u2717 is clean in Valgrind\n");
    expect("    What Valgrind says\n    shmget_flags.c:20: Invalid read of size 4\n");
    expect("    Left behind\n"
           "    System V segment 5, 100 bytes, in check open-existing, made at "
           "shmget_flags.c:14\n");
}

Test(text_report, a_build_failure_shows_the_compiler)
{
    write_sample(sample_verdict_create(), (struct report_style){.utf8 = true});
    expect("    shmget_flags.c does not compile.\n");
    expect("    shmget_flags.c:3:5: error: expected ';' before 'return'\n"
           "        3 |     return 0\n"
           "          |     ^\n");
    expect("04-posix-mmap             missing");
    expect("The grader's own trouble, not yours: Valgrind could not be started.");
}

static const struct check_verdict *write_first_finding(const struct exercise_verdict *exercise)
{
    text_clear(&out);
    struct report_style style = {.utf8 = true};
    return report_exercise_write_first_finding(exercise, &style, &out);
}

Test(text_report, the_first_finding_alone)
{
    AUTO_VERDICT struct verdict *verdict = sample_verdict_create();
    struct exercise_verdict *exercise = verdict->exercises[1];
    struct check_verdict *first = &exercise->checks[0];
    cr_assert_eq(write_first_finding(exercise), first);
    expect("creates a segment of the size asked for  check create-new\n\n    We did  ");
    expect("    shmget_flags.c:14, in segment_create\n");
    expect_not("Also failing");
    expect_not("What Valgrind says");
    expect_not("Left behind");

    first->stage = STAGE_LEAKS;
    cr_assert_eq(write_first_finding(exercise), first);
    expect("    Left behind\n    System V segment 5");
    expect_not("What Valgrind says");

    first->stage = STAGE_MEMORY;
    cr_assert_eq(write_first_finding(exercise), first);
    expect("    What Valgrind says\n    shmget_flags.c:20: Invalid read of size 4\n");
    expect_not("Left behind");
}

Test(text_report, the_first_finding_of_what_was_not_built)
{
    AUTO_VERDICT struct verdict *verdict = sample_verdict_create();
    cr_assert_null(write_first_finding(verdict->exercises[2]));
    expect("    shmget_flags.c does not compile.\n");
    expect("    shmget_flags.c:3:5: error: expected ';' before 'return'\n");
}

static void append_leak_like(struct exercise_verdict *exercise, const char *check)
{
    struct leak *leak = exercise_verdict_append_leak(exercise);
    const struct leak *first = &exercise->leaks[0];
    leak->bytes = first->bytes;
    memory_set_string(&leak->kind, first->kind);
    memory_set_string(&leak->id, "6");
    memory_set_string(&leak->check, check);
    memory_set_string(&leak->location.file, first->location.file);
    leak->location.line = first->location.line;
}

Test(text_report, one_fault_is_said_once_with_the_number_of_checks)
{
    struct verdict *verdict = sample_verdict_create();
    struct exercise_verdict *exercise = verdict->exercises[1];
    append_leak_like(exercise, "open-existing");
    append_leak_like(exercise, "create-new");
    append_leak_like(exercise, "create-new");
    append_leak_like(exercise, "another");
    write_sample(verdict, (struct report_style){.utf8 = true});
    expect("    System V segment 5, 100 bytes, in check open-existing and 2 more, made at "
           "shmget_flags.c:14\n");
    expect_not("System V segment 6");
}

Test(text_report, what_to_do_first_comes_last)
{
    write_sample(sample_verdict_create(), (struct report_style){.utf8 = true});
    const char *end = strstr(text_string(&out), "  1 of 5 passed: 13.33 of 50 points.\n");
    cr_assert_not_null(end);
    cr_assert_str_eq(end, "  1 of 5 passed: 13.33 of 50 points.\n"
                          "\n"
                          "  What to do first: 02-shmget-flags\n"
                          "    lesson  exercises/02-shmget-flags/README.md\n"
                          "    hint    ./workbook hint 2\n"
                          "    see it  ./workbook trace 2\n"
                          "    again   ./workbook check 2\n"
                          "\n");
}

Test(text_report, plain_is_plain_ascii)
{
    write_sample(sample_verdict_create(), (struct report_style){0});
    for (const char *at = text_string(&out); *at != '\0'; at++) {
        cr_assert(*at == '\n' || (*at >= ' ' && *at <= '~'), "byte %d", *at);
    }
    expect("  x 02-shmget-flags");
    expect("  + 01-ftok-keys");
}

Test(text_report, color_adds_and_changes_nothing)
{
    struct verdict *verdict = sample_verdict_create();
    struct report_style style = {.utf8 = true, .color = true};
    AUTO_TEXT struct text colored = {0};
    report_text_write(verdict, &style, &colored);
    AUTO_TEXT struct text stripped = {0};
    for (const char *at = text_string(&colored); *at != '\0'; at++) {
        if (*at == '\033') {
            at = strchr(at, 'm');
        } else {
            text_append_bytes(&stripped, at, 1);
        }
    }
    write_sample(verdict, (struct report_style){.utf8 = true});
    cr_assert_str_eq(text_string(&stripped), text_string(&out));
    expect_not("\033");
}

Test(text_report, a_stub_is_not_a_page_of_crosses)
{
    struct verdict *verdict = sample_verdict_create_pass();
    struct exercise_verdict *stub = verdict->exercises[0];
    for (size_t i = 0; i < stub->check_count; i++) {
        stub->checks[i].status = STATUS_FAIL;
    }
    exercise_verdict_settle(stub);
    verdict_settle(verdict);
    write_sample(verdict, (struct report_style){0});
    expect("    4 more checks wait behind this one.\n");
    expect_not("Also failing");
}

Test(text_report, says_what_was_left_out)
{
    struct verdict *verdict = sample_verdict_create_pass();
    free(verdict->environment.sandbox);
    verdict->environment.sandbox = strdup("reduced");
    verdict->exercises[1]->stages[STAGE_MEMORY].not_asked = true;
    write_sample(verdict, (struct report_style){0});
    expect("  Graded with the sandbox reduced; ./workbook doctor says why.\n");
    expect("  Graded without Valgrind (--fast): a memory fault can hide.\n");
}

Test(text_report, says_why_races_were_not_searched_for)
{
    struct verdict *verdict = sample_verdict_create_pass();
    struct exercise_verdict *exercise = verdict->exercises[1];
    struct stage_verdict *races = &exercise->stages[STAGE_RACES];
    exercise->checks[0].stage = STAGE_RACES;
    races->not_asked = true;
    free(races->message);
    races->message = strdup("not checked: it calls fork");
    write_sample(verdict, (struct report_style){0});
    expect("  Races in 02-shmget-flags: not checked: it calls fork. One can hide\n"
           "  (docs/races.md).\n");
    expect_not("--fast");
}

Test(text_report, warnings_of_what_passed_are_shown_when_it_is_alone)
{
    struct verdict *verdict = sample_verdict_create_pass();
    struct diagnostic *warning = exercise_verdict_append_diagnostic(verdict->exercises[0]);
    warning->stage = STAGE_BUILD;
    warning->file = strdup("ftok_keys.c");
    warning->line = 9;
    warning->severity = strdup("warning");
    warning->message = strdup("unused variable");
    report_text_write(verdict, &(struct report_style){0}, &out);
    expect_not("unused variable");
    size_t count = verdict->exercise_count;
    verdict->exercise_count = 1;
    report_text_write(verdict, &(struct report_style){0}, &out);
    verdict->exercise_count = count;
    verdict_destroy(verdict);
    expect("    What the compiler says\n    ftok_keys.c:9: warning: unused variable\n");
}

Test(text_report, says_that_races_were_left_out)
{
    struct verdict *verdict = sample_verdict_create_pass();
    verdict->exercises[1]->checks[0].stage = STAGE_RACES;
    verdict->exercises[1]->stages[STAGE_MEMORY].not_asked = true;
    verdict->exercises[1]->stages[STAGE_RACES].not_asked = true;
    write_sample(verdict, (struct report_style){0});
    expect("  Graded without Valgrind and the search for races (--fast): a memory fault");
}

Test(text_report, how_weak_orders_could_be)
{
    write_sample(sample_verdict_create(), (struct report_style){.utf8 = true});
    expect("    How weak the memory orders could be\n"
           "    line 7    load of turn <b>\\x1b[2J        seq_cst    relaxed would do while the "
           "others stay; beside them all, acquire\n");
}
