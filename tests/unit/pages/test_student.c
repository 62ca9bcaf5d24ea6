#include "base/memory.h"
#include "pages/student_page.h"
#include "parsed_page.h"
#include "sample_verdict.h"

#include <criterion/criterion.h>
#include <string.h>

static const char source[] = "one\ntwo\nthree\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n"
                             "\treturn shmget(key, size, mode); /* " HOSTILE " */\n";

static void write_page(void (*writer)(const struct student_page *, struct text *),
                       const struct verdict *verdict, const char *student, struct text *out)
{
    const char *sources[] = {NULL, source, source, NULL, NULL};
    const struct student_page page = {.student = student, .verdict = verdict, .sources = sources};
    writer(&page, out);
}

Test(student_page, html)
{
    AUTO_VERDICT struct verdict *verdict = sample_verdict_create();
    AUTO_TEXT struct text out = {0};
    write_page(student_html_write, verdict, "Ada", &out);
    AUTO(parsed_page_finish) struct parsed_page page;
    page_parse(&page, &out);
    page_expect(&page, "Ada");
    page_expect(&page, "We expecteda new segment of 100 bytes");
    page_expect(&page, "shmget_flags.c, line 14");
    page_expect(&page, "> 14: writes text = \"<b>\\x1b[2J\"");
    page_expect(&page,
                "Would mend itline 14, store of turn <b>\\x1b[2J: release instead of relaxed");
    page_expect(&page, "relaxed would do while the others stay; beside them all, acquire");
    page_expect(&page, "The source was not handed in.");
    page_expect(&page, "Valgrind could not be started.");
    page_expect(&page, "Compiler error: expected ';' before 'return'");
    cr_assert_str_eq(text_string(&page.headings),
                     "1 Ada\n"
                     "2 01 ftok-keys: ✓ passed\n"
                     "3 How weak the memory orders could be\n"
                     "2 02 shmget-flags: ✗ failed\n"
                     "3 Failed: creates a segment of the size asked for\n"
                     "3 Crashed: opens what is there\n"
                     "3 Failed: is clean in Valgrind\n"
                     "3 Valgrind: Invalid read of size 4\n"
                     "3 Left behind: System V segment 5, 100 bytes, after check open-existing\n"
                     "2 03 attach-detach: ✗ failed\n"
                     "3 Compiler error: expected ';' before 'return'\n"
                     "2 04 posix-mmap: – missing\n"
                     "2 05 ready-flag: – not judged\n");
}

/* The finding stands below its line, and the line is marked. */
Test(student_page, findings_stand_at_their_lines)
{
    AUTO_VERDICT struct verdict *verdict = sample_verdict_create();
    AUTO_TEXT struct text out = {0};
    write_page(student_html_write, verdict, "Ada", &out);
    cr_assert_not_null(strstr(text_string(&out),
                              "<tr id=\"e02-l14\" class=\"found\"><td class=\"line\">14</td>"
                              "<td class=\"code\">\treturn shmget(key, size, mode); /* "));
    cr_assert_not_null(strstr(text_string(&out), "<tr id=\"e02-l13\"><td class=\"line\">13</td>"));
    cr_assert_not_null(strstr(text_string(&out), "<div class=\"said\"><strong>Failed:</strong> "
                                                 "creates a segment of the size asked for<br/>"));
}

static void make_hostile(struct exercise_verdict *exercise)
{
    struct check_verdict *check = &exercise->checks[0];
    memory_set_string(&check->did, HOSTILE);
    memory_set_string(&check->expected, HOSTILE);
    memory_set_string(&check->observed, HOSTILE);
    memory_set_string(&check->look, HOSTILE);
    memory_set_string(&check->id, HOSTILE);
    memory_set_string(&check->title, HOSTILE);
    memory_set_string(&exercise->name, HOSTILE);
    memory_set_string(&exercise->source, HOSTILE);
    memory_set_string(&exercise->diagnostics[0].message, HOSTILE);
    memory_set_string(&exercise->diagnostics[0].severity, HOSTILE);
    memory_set_string(&exercise->leaks[0].id, HOSTILE);
    memory_set_string(&exercise->leaks[0].kind, HOSTILE);
    memory_set_string(&exercise->leaks[0].check, HOSTILE);
}

Test(student_page, hostile_text_stays_text)
{
    AUTO_VERDICT struct verdict *verdict = sample_verdict_create();
    make_hostile(verdict->exercises[1]);
    AUTO_TEXT struct text out = {0};
    write_page(student_html_write, verdict, HOSTILE, &out);
    AUTO(parsed_page_finish) struct parsed_page page;
    page_parse(&page, &out);
    page_expect(&page, "What happened" HOSTILE_SHOWN);
    page_expect(&page, "/* " HOSTILE_SHOWN " */");
    text_clear(&out);
    write_page(student_markdown_write, verdict, HOSTILE, &out);
    cr_assert_not_null(strstr(text_string(&out), "# \\<script\\>alert\\(1\\)"));
    cr_assert_null(strstr(text_string(&out), "What happened: <"));
    cr_assert_null(strchr(text_string(&out), '\033'));
    text_clear(&out);
    write_page(student_text_write, verdict, HOSTILE, &out);
    cr_assert_null(strchr(text_string(&out), '\033'));
}

/* A line that the source does not have is named and is no link. */
Test(student_page, findings_beyond_the_end_are_no_links)
{
    AUTO_VERDICT struct verdict *verdict = sample_verdict_create();
    verdict->exercises[1]->checks[0].location.line = 4000;
    AUTO_TEXT struct text out = {0};
    write_page(student_html_write, verdict, "Ada", &out);
    AUTO(parsed_page_finish) struct parsed_page page;
    page_parse(&page, &out);
    page_expect(&page, "shmget_flags.c, line 4000");
}

Test(student_page, markdown)
{
    AUTO_VERDICT struct verdict *verdict = sample_verdict_create();
    AUTO_TEXT struct text out = {0};
    write_page(student_markdown_write, verdict, "Ada", &out);
    cr_assert_not_null(strstr(text_string(&out), "| 02 shmget\\-flags | ✗ failed | "));
    cr_assert_not_null(strstr(text_string(&out),
                              "\n### Failed: creates a segment of the size asked for\n\n"
                              "- We did: segment\\_create\\(key, 100, 0600\\) with a key"));
    cr_assert_not_null(strstr(text_string(&out), "- Where: shmget\\_flags\\.c, line 14\n\n"
                                                 "          return shmget(key"));
}

Test(student_page, text)
{
    AUTO_VERDICT struct verdict *verdict = sample_verdict_create_pass();
    AUTO_TEXT struct text out = {0};
    write_page(student_text_write, verdict, "Ada", &out);
    cr_assert_eq(strncmp(text_string(&out), "Ada\n", 4), 0);
}

/* What a mark has besides points is said in each form, and harmless. */
Test(student_page, remarks)
{
    static const char *const remarks[] = {"excused by Prof. T.: " HOSTILE};
    AUTO_VERDICT struct verdict *verdict = verdict_create();
    const struct student_page page = {.student = "Ada",
                                      .verdict = verdict,
                                      .has_no_mark = true,
                                      .remarks = remarks,
                                      .remark_count = 1};
    AUTO_TEXT struct text out = {0};
    student_html_write(&page, &out);
    AUTO(parsed_page_finish) struct parsed_page parsed;
    page_parse(&parsed, &out);
    page_expect(&parsed, "No mark.");
    page_expect(&parsed, "excused by Prof. T.: " HOSTILE_SHOWN);
    text_clear(&out);
    student_page_write(&page, "text", &out);
    cr_assert_not_null(strstr(text_string(&out), "Ada: no mark\n  excused by Prof. T.: "));
    text_clear(&out);
    student_page_write(&page, "markdown", &out);
    cr_assert_not_null(strstr(text_string(&out), "**No mark.**\n\n- excused by Prof\\. T\\.: "));
}

/* What one line leaves behind again and again is one fault. */
Test(student_page, a_leak_is_told_once)
{
    AUTO_VERDICT struct verdict *verdict = sample_verdict_create();
    struct exercise_verdict *exercise = verdict->exercises[1];
    for (int i = 0; i < 20; i++) {
        struct leak *leak = exercise_verdict_append_leak(exercise);
        const struct leak *first = &exercise->leaks[0];
        leak->kind = memory_copy_string(first->kind);
        leak->check = memory_copy_string("attach-twice");
        leak->location.file = memory_copy_string("shmget_flags.c");
        leak->location.line = 77;
        leak->bytes = -1;
    }
    AUTO_FINDINGS struct findings findings;
    findings_collect(&findings, exercise);
    size_t leaks = 0;
    for (size_t i = 0; i < findings.count; i++) {
        leaks += strcmp(findings.items[i].label, "Left behind") == 0 ? 1 : 0;
    }
    cr_assert_eq(leaks, 2);
}

/* Points that are missing have a reason on the page. */
Test(student_page, checks_that_were_not_run_are_counted)
{
    AUTO_VERDICT struct verdict *verdict = sample_verdict_create();
    struct exercise_verdict *exercise = verdict->exercises[1];
    size_t skipped = 0;
    for (size_t i = 0; i < exercise->check_count; i++) {
        struct check_verdict *check = &exercise->checks[i];
        if (check->stage == STAGE_BEHAVIOUR && check->status == STATUS_PASS) {
            check->status = STATUS_SKIP;
            skipped++;
        }
    }
    cr_assert_gt(skipped, 0);
    AUTO_FINDINGS struct findings findings;
    findings_collect(&findings, exercise);
    const char *words = NULL;
    for (size_t i = 0; i < findings.count; i++) {
        words = strcmp(findings.items[i].label, "Not run") == 0 ? findings.items[i].words : words;
    }
    AUTO_FREE char *expected = memory_format("%zu more check%s, which bring%s no points", skipped,
                                             skipped == 1 ? "" : "s", skipped == 1 ? "s" : "");
    cr_assert_str_eq(words, expected);
}
