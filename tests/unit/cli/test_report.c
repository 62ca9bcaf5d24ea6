#include <criterion/criterion.h>
#include <string.h>
#include <sys/stat.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "call.h"
#include "model/digest.h"
#include "report/report_json.h"
#include "workbook_fixture.h"

static const char *root;

static void make(void)
{
    root = fixture_make();
    fixture_add_exercise(1, "one", NULL, NULL);
}

TestSuite(report, .init = make, .fini = fixture_remove);

static char *below(const char *name)
{
    return memory_format("%s/%s", root, name);
}

static void expect_said(const char *part)
{
    cr_assert_not_null(strstr(text_string(&call_out), part), "no '%s' in:\n%s", part,
                       text_string(&call_out));
}

/* A verdict on a source, with all of the points for it. */
static void write_verdict(const char *path, const char *source)
{
    AUTO_VERDICT struct verdict *verdict = verdict_create();
    const struct manifest manifest = {.number = 1,
                                      .name = (char[]){"one"},
                                      .folder = (char[]){"01-one"},
                                      .source = (char[]){"work.c"},
                                      .weight = 10};
    struct exercise_verdict *exercise = verdict_append_exercise(verdict, &manifest);
    for (int i = 0; i < STAGE_COUNT; i++) {
        exercise->stages[i].status = STATUS_PASS;
    }
    exercise->source_sha256 = memory_allocate(DIGEST_LENGTH + 1, 1);
    digest_make(source, strlen(source), exercise->source_sha256);
    exercise->status = STATUS_PASS;
    verdict->status = STATUS_PASS;
    memory_set_string(&verdict->grader_version, "0.1.0");
    AUTO_TEXT struct text json = {0};
    const struct report_style style = {0};
    report_json_write(verdict, &style, &json);
    fixture_write(path, text_string(&json));
}

Test(report, what_is_asked_for_wrongly)
{
    cr_assert_eq(CALL(cmd_report, NULL, "report"), CLI_USAGE);
    cr_assert_eq(CALL(cmd_report, NULL, "report", "clas", "x"), CLI_USAGE);
    cr_assert_str_eq(call_err.message, "there is no report 'clas'; did you mean 'class'?");
    cr_assert_eq(CALL(cmd_report, NULL, "report", "student"), CLI_USAGE);
    cr_assert_eq(CALL(cmd_report, NULL, "report", "students"), CLI_USAGE);
    cr_assert_eq(CALL(cmd_report, NULL, "report", "class", "x", "--gradebook", "y"), CLI_USAGE);
    cr_assert_eq(CALL(cmd_report, NULL, "report", "class", "x", "--format", "markdown"), CLI_USAGE);
    cr_assert_eq(CALL(cmd_report, NULL, "report", "similarity", "x", "--exercise", "9"), CLI_USAGE);
}

Test(report, what_is_not_there)
{
    AUTO_FREE char *nothing = below("nothing");
    AUTO_FREE char *empty = below("exercises");
    cr_assert_eq(CALL(cmd_report, NULL, "report", "class", nothing), CLI_BROKEN);
    cr_assert_not_null(strstr(call_err.message, "cannot read the folder"));
    cr_assert_eq(CALL(cmd_report, NULL, "report", "student", nothing), CLI_BROKEN);
    cr_assert_eq(CALL(cmd_report, NULL, "report", "similarity", nothing), CLI_BROKEN);
    cr_assert_eq(CALL(cmd_report, NULL, "report", "class", empty), CLI_BROKEN);
    cr_assert_not_null(strstr(call_err.message, "holds no verdicts"));
}

/* The source beside the findings is that which was graded, or none. */
Test(report, a_student_with_his_source)
{
    write_verdict("verdicts/ada.json", "int graded;\n");
    fixture_write("ada/01-one/work.c", "int graded;\n");
    fixture_write("later/01-one/work.c", "int changed;\n");
    AUTO_FREE char *verdict = below("verdicts/ada.json");
    AUTO_FREE char *ada = below("ada");
    AUTO_FREE char *later = below("later");
    cr_assert_eq(
        CALL(cmd_report, NULL, "report", "student", verdict, "--dir", ada, "--format", "html"),
        CLI_PASSED, "%s", call_err.message);
    expect_said("<h1>ada</h1>");
    expect_said("int graded;");
    cr_assert_eq(
        CALL(cmd_report, NULL, "report", "student", verdict, "--dir", later, "--format", "html"),
        CLI_PASSED);
    expect_said("The source is not at hand.");
    cr_assert_null(strstr(text_string(&call_out), "int changed;"));
}

Test(report, a_class_with_a_verdict_that_is_none)
{
    write_verdict("verdicts/ada.json", "x");
    write_verdict("verdicts/bob/verdict.json", "x");
    fixture_write("verdicts/cem.json", "{");
    fixture_write("verdicts/notes.txt", "x");
    AUTO_FREE char *verdicts = below("verdicts");
    cr_assert_eq(CALL(cmd_report, NULL, "report", "class", verdicts), CLI_PASSED, "%s",
                 call_err.message);
    expect_said("3 students, 2 of them with a mark");
    expect_said("cem.json: this is no verdict: line 1");
    AUTO_FREE char *output = below("class.html");
    cr_assert_eq(
        CALL(cmd_report, NULL, "report", "class", verdicts, "--format", "html", "--output", output),
        CLI_PASSED);
    AUTO_FREE char *page = NULL;
    cr_assert(file_read(output, 1 << 20, &page, NULL, &call_err), "%s", call_err.message);
    cr_assert_eq(strncmp(page, "<!DOCTYPE html>", 15), 0);
    cr_assert_eq(call_out.length, 0);
}

#define FUNCTION                                                                                   \
    "int f(int a)\n{\n    for (;;) {\n        shmget(a, 1, 2);\n        shmat(a + 3, 4, 5);\n"     \
    "        shmdt(a - 6);\n        semop(a, 7);\n        close(a * 8);\n        open(a, 9);\n"    \
    "        read(a, a, a);\n        write(a ? 10 : a);\n        fork();\n    }\n}\n"

Test(report, similarity)
{
    fixture_write("class/ada/01-one/work.c", FUNCTION);
    fixture_write("class/bob/work.c", "/* mine */\n" FUNCTION);
    fixture_write("class/cem/other.c", FUNCTION);
    AUTO_FREE char *class = below("class");
    cr_assert_eq(CALL(cmd_report, NULL, "report", "similarity", class), CLI_PASSED, "%s",
                 call_err.message);
    expect_said("01-one: 2 sources, 1 pair to look at\n  100 %  ada  and  bob\n");
}
