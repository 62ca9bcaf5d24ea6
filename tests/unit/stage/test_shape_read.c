/* What the program `fields` says of a struct, honest or not. */
#include <criterion/criterion.h>

#include "stage/shape_read.h"

#define FIELD(more) "{\"name\":\"a\",\"type\":\"int\",\"kind\":\"integer\"," more "}"

static size_t count_fields(const char *json)
{
    AUTO_SHAPE struct shape *shape = shape_parse(json);
    cr_assert_not_null(shape, "%s", json);
    return shape->field_count;
}

Test(shape_read, a_field_arrives_whole)
{
    AUTO_SHAPE struct shape *shape =
        shape_parse("{\"name\":\"box\",\"size\":8,\"fields\":[{\"name\":\"turn\",\"type\":\"enum "
                    "turn\",\"kind\":\"integer\",\"signed\":true,\"array\":false,\"flexible\":"
                    "false,\"offset\":4,\"size\":4,\"count\":1,\"names\":[{\"name\":\"MINE\","
                    "\"value\":1}],\"fields\":[]}]}");
    cr_assert_not_null(shape);
    cr_assert_eq(shape->size, 8);
    cr_assert_eq(shape->field_count, 1);
    cr_assert_str_eq(shape->fields[0].name, "turn");
    cr_assert_eq(shape->fields[0].offset, 4);
    cr_assert(shape->fields[0].is_signed);
    cr_assert_str_eq(shape->fields[0].names[0].name, "MINE");
}

Test(shape_read, what_is_no_shape_is_none)
{
    static const char *const texts[] = {
        "", "null", "[]", "7", "{", "{\"size\":-1}", "{\"size\":99999999999999}"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        cr_expect_null(shape_parse(texts[i]), "%s", texts[i]);
    }
}

Test(shape_read, a_field_outside_its_struct_is_left_out)
{
    static const char *const fields[] = {
        FIELD("\"offset\":8,\"size\":4,\"count\":1"),
        FIELD("\"offset\":5,\"size\":4,\"count\":1"),
        FIELD("\"offset\":-4,\"size\":4,\"count\":1"),
        FIELD("\"offset\":0,\"size\":0,\"count\":1"),
        FIELD("\"offset\":0,\"size\":4,\"count\":0"),
        FIELD("\"offset\":0,\"size\":4,\"count\":3"),
        FIELD("\"offset\":0,\"size\":4294967296,\"count\":4294967296"),
        FIELD("\"offset\":0,\"size\":4,\"count\":1,\"bit_offset\":30,\"bit_size\":3"),
        "{\"name\":\"a\",\"kind\":\"no such kind\",\"offset\":0,\"size\":4,\"count\":1}",
        "7",
    };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        char json[256];
        (void)snprintf(json, sizeof json, "{\"size\":8,\"fields\":[%s]}", fields[i]);
        cr_expect_eq(count_fields(json), 0, "%s", fields[i]);
    }
    cr_expect_eq(
        count_fields("{\"size\":8,\"fields\":[" FIELD("\"offset\":4,\"size\":4,\"count\":1") "]}"),
        1);
}
