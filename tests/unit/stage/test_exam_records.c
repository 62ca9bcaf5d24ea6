#include "stage/exam_records.h"

#include <criterion/criterion.h>
#include <string.h>

static struct examination examination;
static struct error err;

static bool take(const char *line)
{
    return exam_records_take(&examination, line, &err);
}

Test(exam_records, a_check)
{
    cr_assert(take("{\"record\":\"begin\",\"check\":\"create_new\"}"));
    cr_assert(
        take("{\"record\":\"end\",\"check\":\"create_new\",\"status\":\"fail\",\"did\":\"We "
             "called.\","
             "\"expected\":\"success\",\"observed\":null,\"look\":\"shmget(2)\",\"function\":4096,"
             "\"frames\":[17,18],\"duration_ns\":2500000}"),
        "%s", err.message);
    cr_assert_eq(examination.check_count, 1);
    const struct examined_check *check = &examination.checks[0];
    cr_assert_str_eq(check->id, "create-new", "underscores become dashes");
    cr_assert_str_eq(check->status, "fail");
    cr_assert_str_eq(check->did, "We called.");
    cr_assert_null(check->observed);
    cr_assert_eq(check->function_offset, 4096);
    cr_assert_eq(check->frame_count, 2);
    cr_assert_eq(check->frames[1], 18);
    cr_assert_eq(check->duration_ms, 2);
    examination_finish(&examination);
}

Test(exam_records, functions_are_met_once)
{
    cr_assert(take(
        "{\"record\":\"end\",\"check\":\"a\",\"status\":\"pass\",\"name\":\"f\",\"function\":16,"
        "\"functions\":{\"f\":16,\"g\":32}}"));
    cr_assert(take(
        "{\"record\":\"end\",\"check\":\"b\",\"status\":\"fail\",\"name\":\"g\",\"function\":0,"
        "\"functions\":{\"f\":16}}"));
    cr_assert_eq(examination.function_count, 2);
    cr_assert_str_eq(examination.checks[1].function, "g");
    cr_assert_eq(examination.checks[1].function_offset, 0);
    examination_finish(&examination);
}

Test(exam_records, more_frames_than_there_is_room)
{
    char line[1024] = "{\"record\":\"end\",\"check\":\"a\",\"status\":\"crash\",\"frames\":[1";
    for (int i = 0; i < 100; i++) {
        strcat(line, ",2");
    }
    strcat(line, "]}");
    cr_assert(take(line));
    cr_assert_eq(examination.checks[0].frame_count, EXAMINATION_FRAMES_MAX);
    examination_finish(&examination);
}

Test(exam_records, a_leak)
{
    cr_assert(take(
        "{\"record\":\"leak\",\"check\":\"a_b\",\"kind\":\"sysv-shm\",\"id\":\"7\",\"bytes\":100,"
        "\"call\":\"f()\",\"offset\":33}"));
    cr_assert(take(
        "{\"record\":\"leak\",\"check\":\"a_b\",\"kind\":\"descriptor\",\"id\":\"3\",\"bytes\":0,"
        "\"call\":null,\"offset\":0}"));
    cr_assert_eq(examination.leak_count, 2);
    cr_assert_str_eq(examination.leaks[0].kind, "sysv-shm");
    cr_assert_str_eq(examination.leaks[0].check, "a-b");
    cr_assert_eq(examination.leaks[0].bytes, 100);
    cr_assert_eq(examination.leaks[0].offset, 33);
    cr_assert_eq(examination.leaks[1].bytes, -1, "a descriptor has no size");
    examination_finish(&examination);
}

Test(exam_records, the_rest)
{
    cr_assert(take("{\"record\":\"actor\",\"check\":\"a\",\"pid\":5,\"killed\":true}"));
    cr_assert(take("{\"record\":\"valgrind\",\"pid\":5,\"xml\":\"<x/>\"}"));
    cr_assert(take("{\"record\":\"output\",\"text\":\"hello\",\"cut\":true,\"bytes\":70000}"));
    cr_assert(take("{\"record\":\"print\",\"offset\":4711}"));
    cr_assert(take("{\"record\":\"print\",\"offset\":4712}"));
    cr_assert_eq(examination.printed_offset, 4711, "the first");
    cr_assert(take("{\"record\":\"zygote\",\"status\":9}"));
    cr_assert(take("{\"record\":\"tests\",\"status\":256,\"output\":\"crashed\"}"));
    cr_assert_not(examination.complete);
    cr_assert(take("{\"record\":\"done\"}"));
    cr_assert(examination.actors[0].killed);
    cr_assert_eq(examination.reports[0].pid, 5);
    cr_assert_str_eq(examination.output, "hello");
    cr_assert(examination.output_cut);
    cr_assert_eq(examination.output_bytes, 70000);
    cr_assert(examination.zygote_ended);
    cr_assert_eq(examination.tests_status, 256);
    cr_assert(examination.complete);
    cr_assert(take("{\"record\":\"of a later version\"}"), "unknown records are left out");
    examination_finish(&examination);
}

Test(exam_records, faults)
{
    cr_assert_not(take("{\"record\":\"error\",\"message\":\"the room is locked\"}"));
    cr_assert_str_eq(err.message, "the room is locked");
    cr_assert_not(take("{\"record\":\"error\",\"message\":\"\"}"));
    cr_assert_str_eq(err.message, "an examination failed without a word");
    cr_assert_not(take("no JSON"));
    cr_assert_not(take("{\"record\":"));
    cr_assert_not(take("[]"));
    cr_assert_not(take("{\"check\":\"a\"}"));
}

/* A hidden test is trusted, and yet a record without its members must not take the grader down. */
Test(exam_records, a_record_that_lacks_a_part_is_none)
{
    static const char *const lines[] = {
        "{}",
        "{\"record\":7}",
        "{\"record\":\"end\",\"check\":\"a\"}",
        "{\"record\":\"end\",\"status\":\"pass\"}",
        "{\"record\":\"leak\",\"check\":\"a\",\"kind\":null}",
        "{\"record\":\"actor\",\"pid\":3}",
        "{\"record\":\"valgrind\",\"pid\":3}",
        "{\"record\":\"error\"}",
        "{\"record\":\"end\",\"check\":7,\"status\":[],\"frames\":\"x\"}",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        cr_assert_not(take(lines[i]), "%s", lines[i]);
        cr_assert_str_eq(err.message, "a hidden test reported something that is no record");
    }
    examination_finish(&examination);
}
