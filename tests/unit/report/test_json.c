#include <criterion/criterion.h>
#include <jansson.h>
#include <string.h>

#include "report/format.h"
#include "report/report_json.h"
#include "sample_verdict.h"
#include "schema.h"

static json_t *written(const struct verdict *verdict)
{
    AUTO_TEXT struct text out = {0};
    report_json_write(verdict, NULL, &out);
    json_error_t error;
    json_t *json = json_loads(text_string(&out), JSON_REJECT_DUPLICATES, &error);
    cr_assert_not_null(json, "%s", error.text);
    return json;
}

static void expect_valid(struct verdict *verdict)
{
    json_t *json = written(verdict);
    schema_expect(SCHEMA_PATH, json);
    json_decref(json);
    verdict_destroy(verdict);
}

Test(json, agrees_with_the_schema)
{
    expect_valid(sample_verdict_create());
    expect_valid(sample_verdict_create_pass());
}

Test(json, says_what_the_verdict_says)
{
    struct verdict *verdict = sample_verdict_create();
    json_t *json = written(verdict);
    cr_assert_str_eq(json_string_value(json_object_get(json, "status")), "error");
    json_t *exercises = json_object_get(json, "exercises");
    cr_assert_eq(json_array_size(exercises), 5);
    json_t *failed = json_array_get(exercises, 1);
    json_t *score = json_object_get(failed, "score");
    cr_assert_eq(json_number_value(json_object_get(score, "earned")), 3.33);
    cr_assert(json_is_integer(json_object_get(score, "possible")));
    json_t *check = json_array_get(json_object_get(failed, "checks"), 0);
    cr_assert_not_null(
        strstr(json_string_value(json_object_get(check, "observed")), "\033[2Jhello\ufffd"));
    json_t *second = json_array_get(json_object_get(failed, "checks"), 1);
    cr_assert(json_is_null(json_object_get(second, "did")));
    cr_assert(json_is_null(json_object_get(second, "location")));
    json_decref(json);
    verdict_destroy(verdict);
}

Test(json, same_verdict_same_bytes)
{
    struct verdict *verdict = sample_verdict_create();
    AUTO_TEXT struct text one = {0};
    AUTO_TEXT struct text two = {0};
    report_json_write(verdict, NULL, &one);
    report_json_write(verdict, NULL, &two);
    cr_assert_str_eq(text_string(&one), text_string(&two));
    cr_assert_not_null(strstr(text_string(&one), "\"earned\": 3.33"));
    verdict_destroy(verdict);
}

Test(json, is_a_format)
{
    cr_assert_eq(report_format_find("json")->write, report_json_write);
    cr_assert_null(report_format_find("yaml"));
    size_t count = 0;
    cr_assert_str_eq(report_format_list(&count)[0].name, "text");
    cr_assert_geq(count, 2);
}
