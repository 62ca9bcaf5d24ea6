#include "schema.h"

#include <criterion/criterion.h>
#include <regex.h>
#include <string.h>

static bool has_type(const json_t *value, const char *type)
{
    return (strcmp(type, "object") == 0 && json_is_object(value)) ||
           (strcmp(type, "array") == 0 && json_is_array(value)) ||
           (strcmp(type, "string") == 0 && json_is_string(value)) ||
           (strcmp(type, "integer") == 0 && json_is_integer(value)) ||
           (strcmp(type, "number") == 0 && json_is_number(value)) ||
           (strcmp(type, "boolean") == 0 && json_is_boolean(value)) ||
           (strcmp(type, "null") == 0 && json_is_null(value));
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

static void expect_pattern(const json_t *value, const char *pattern, const char *where)
{
    regex_t expression;
    cr_assert_eq(regcomp(&expression, pattern, REG_EXTENDED | REG_NOSUB), 0, "%s", pattern);
    bool matches = regexec(&expression, json_string_value(value), 0, NULL, 0) == 0;
    regfree(&expression);
    cr_assert(matches, "%s does not match %s", where, pattern);
}

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
    cr_assert(minimum == NULL || json_is_null(value) ||
                  json_number_value(value) >= json_number_value(minimum),
              "%s is too small", where);
    const char *pattern = json_string_value(json_object_get(schema, "pattern"));
    if (pattern != NULL && json_is_string(value)) {
        expect_pattern(value, pattern, where);
    }
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
    json_object_foreach(object.wanted, key, member)
    {
        const json_t *rule = json_object_get(properties, key);
        rule = rule != NULL ? rule : json_object_get(schema, "additionalProperties");
        cr_assert_not_null(rule, "%s has an unknown key '%s'", where, key);
        validate(root, rule, member, key);
    }
}

void schema_expect(const char *schema_path, const json_t *document)
{
    json_error_t error;
    json_t *schema = json_load_file(schema_path, 0, &error);
    cr_assert_not_null(schema, "%s:%d: %s", schema_path, error.line, error.text);
    validate(schema, schema, document, "the document");
    json_decref(schema);
}

void schema_expect_text(const char *schema_path, const char *document)
{
    json_error_t error;
    json_t *json = json_loads(document, JSON_REJECT_DUPLICATES, &error);
    cr_assert_not_null(json, "line %d: %s", error.line, error.text);
    schema_expect(schema_path, json);
    json_decref(json);
}
