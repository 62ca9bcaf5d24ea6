#include <criterion/criterion.h>
#include <jansson.h>
#include <string.h>

#include "report/format.h"
#include "report/report_json.h"
#include "sample_verdict.h"

static json_t *written(const struct verdict *verdict)
{
    AUTO_TEXT struct text out = {0};
    report_json_write(verdict, NULL, &out);
    json_error_t error;
    json_t *json = json_loads(text_string(&out), JSON_REJECT_DUPLICATES, &error);
    cr_assert_not_null(json, "%s", error.text);
    return json;
}

static bool has_type(const json_t *value, const char *type)
{
    return (strcmp(type, "object") == 0 && json_is_object(value))
        || (strcmp(type, "array") == 0 && json_is_array(value))
        || (strcmp(type, "string") == 0 && json_is_string(value))
        || (strcmp(type, "integer") == 0 && json_is_integer(value))
        || (strcmp(type, "number") == 0 && json_is_number(value))
        || (strcmp(type, "null") == 0 && json_is_null(value));
}

/* "type" of a schema is a string or a list of strings. */
static bool type_allowed(const json_t *value, const json_t *type)
{
    if (json_is_string(type)) {
        return has_type(value, json_string_value(type));
    }
    for (size_t i = 0; i < json_array_size(type); i++) {
        if (has_type(value, json_string_value(json_array_get(type, i)))) {
            return true;
        }
    }
    return false;
}

static bool in_list(const json_t *value, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (json_equal(value, json_array_get(list, i))) {
            return true;
        }
    }
    return false;
}

/* As much of JSON Schema as docs/verdict.schema.json uses, patterns apart. */
static void validate(const json_t *root, const json_t *schema, const json_t *value,
                     const char *where)
{
    const char *reference = json_string_value(json_object_get(schema, "$ref"));
    if (reference != NULL) {
        const char *name = strrchr(reference, '/') + 1;
        validate(root, json_object_get(json_object_get(root, "$defs"), name), value, where);
        return;
    }
    const json_t *type = json_object_get(schema, "type");
    cr_assert(type == NULL || type_allowed(value, type), "%s has the wrong type", where);
    const json_t *constant = json_object_get(schema, "const");
    cr_assert(constant == NULL || json_equal(value, constant), "%s is not the constant", where);
    const json_t *choices = json_object_get(schema, "enum");
    cr_assert(choices == NULL || in_list(value, choices), "%s is not in the list", where);
    const json_t *minimum = json_object_get(schema, "minimum");
    cr_assert(minimum == NULL || json_is_null(value)
                  || json_number_value(value) >= json_number_value(minimum),
              "%s is too small", where);
    if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++) {
            validate(root, json_object_get(schema, "items"), json_array_get(value, i), where);
        }
    }
    if (!json_is_object(value)) {
        return;
    }
    const json_t *properties = json_object_get(schema, "properties");
    const json_t *required = json_object_get(schema, "required");
    for (size_t i = 0; i < json_array_size(required); i++) {
        const char *key = json_string_value(json_array_get(required, i));
        cr_assert_not_null(json_object_get(value, key), "%s lacks '%s'", where, key);
    }
    const char *key;
    json_t *member;
    union {
        const json_t *given;
        json_t *wanted;
    } object = {.given = value};
    json_object_foreach(object.wanted, key, member) {
        const json_t *rule = json_object_get(properties, key);
        cr_assert_not_null(rule, "%s has an unknown key '%s'", where, key);
        validate(root, rule, member, key);
    }
}

static void expect_valid(struct verdict *verdict)
{
    json_error_t error;
    json_t *schema = json_load_file(SCHEMA_PATH, 0, &error);
    cr_assert_not_null(schema, "%s:%d: %s", SCHEMA_PATH, error.line, error.text);
    json_t *json = written(verdict);
    validate(schema, schema, json, "the verdict");
    json_decref(json);
    json_decref(schema);
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
    cr_assert_not_null(strstr(json_string_value(json_object_get(check, "observed")),
                              "\033[2Jhello\ufffd"));
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
