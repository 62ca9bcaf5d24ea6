#include "base/cleanup.h"
#include "report/report_json.h"
#include "report/report_json_read.h"
#include "sample_verdict.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct report_style style = {0};

static void expect_round_trip(struct verdict *made)
{
    AUTO_VERDICT struct verdict *original = made;
    AUTO_VERDICT struct verdict *read = NULL;
    AUTO_TEXT struct text first = {0};
    AUTO_TEXT struct text second = {0};
    struct error err;
    report_json_write(original, &style, &first);
    cr_assert(report_json_read(text_string(&first), &read, &err), "%s", err.message);
    report_json_write(read, &style, &second);
    cr_assert_str_eq(text_string(&first), text_string(&second));
    cr_assert_str_eq(read->exercises[1]->folder, "02-shmget-flags");
    cr_assert_str_eq(read->exercises[1]->source, "shmget_flags.c");
}

Test(report_json_read, gives_back_what_was_written)
{
    expect_round_trip(sample_verdict_create());
    expect_round_trip(sample_verdict_create_pass());
}

/* Left out by --fast: the checks of the memory stage do not count, and are no failure. */
Test(report_json_read, knows_what_was_not_asked_for)
{
    AUTO_VERDICT struct verdict *fast = sample_verdict_create_pass();
    struct exercise_verdict *exercise = fast->exercises[0];
    exercise->stages[STAGE_MEMORY].status = STATUS_SKIP;
    exercise->stages[STAGE_MEMORY].not_asked = true;
    exercise->checks[3].status = STATUS_SKIP;
    exercise_verdict_settle(exercise);
    verdict_settle(fast);
    AUTO_TEXT struct text json = {0};
    report_json_write(fast, &style, &json);
    AUTO_VERDICT struct verdict *read = NULL;
    struct error err;
    cr_assert(report_json_read(text_string(&json), &read, &err), "%s", err.message);
    const struct exercise_verdict *again = read->exercises[0];
    cr_assert_not(exercise_verdict_check_failed(again, &again->checks[3]));
}

static void expect_refused(const char *json, const char *words)
{
    AUTO_VERDICT struct verdict *verdict = NULL;
    struct error err = {0};
    cr_assert_not(report_json_read(json, &verdict, &err), "%s", json);
    cr_assert_null(verdict);
    cr_assert_not_null(strstr(err.message, words), "%s", err.message);
}

Test(report_json_read, what_is_no_verdict)
{
    expect_refused("", "line 1");
    expect_refused("[]", "\"format_version\"");
    expect_refused("{\"format_version\": 2}", "\"format_version\"");
    expect_refused("{\"format_version\": 1}", "\"version\"");
    expect_refused("{\"format_version\": 1, \"format_version\": 1}", "duplicate");
}

/* Any cut of a whole document is refused, and none is a crash. */
Test(report_json_read, a_document_that_is_cut_short)
{
    AUTO_VERDICT struct verdict *verdict = sample_verdict_create();
    AUTO_TEXT struct text json = {0};
    report_json_write(verdict, &style, &json);
    for (size_t length = 0; length + 2 < json.length; length += 97) {
        AUTO_FREE char *cut = strndup(text_string(&json), length);
        expect_refused(cut, "this is no verdict");
    }
}

static void expect_refused_without(const char *words, const char *instead, const char *field)
{
    AUTO_VERDICT struct verdict *verdict = sample_verdict_create();
    AUTO_TEXT struct text json = {0};
    report_json_write(verdict, &style, &json);
    char *at = strstr(json.bytes, words);
    cr_assert_not_null(at, "%s", words);
    cr_assert_eq(strlen(words), strlen(instead));
    memcpy(at, instead, strlen(instead));
    expect_refused(text_string(&json), field);
}

Test(report_json_read, a_schedule_that_is_none)
{
    expect_refused_without("\"process\": \"reader\"", "\"process\": \"nobody\"", "\"process\"");
    expect_refused_without("\"marked\": true", "\"marked\": null", "\"marked\"");
    expect_refused_without("\"instead\"", "\"Instead\"", "\"instead\"");
    expect_refused_without("\"finished\": true", "\"finished\": null", "\"finished\"");
}

/* As graders wrote it that knew of no schedules. */
Test(report_json_read, a_verdict_without_schedules)
{
    AUTO_VERDICT struct verdict *verdict = sample_verdict_create();
    AUTO_TEXT struct text json = {0};
    report_json_write(verdict, &style, &json);
    static const char *const fields[] = {"\"schedule\"", "\"weakest_orders\""};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        for (char *at = strstr(json.bytes, fields[i]); at != NULL; at = strstr(at, fields[i])) {
            at[1] = 'X';
        }
    }
    AUTO_VERDICT struct verdict *read = NULL;
    struct error err;
    cr_assert(report_json_read(text_string(&json), &read, &err), "%s", err.message);
    cr_assert_null(read->exercises[0]->weakest);
    cr_assert_null(read->exercises[1]->checks[0].schedule);
}
