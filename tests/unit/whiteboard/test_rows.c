/* Bytes as rows: every byte of an object is told of once, whatever its shape says. */
#include <criterion/criterion.h>
#include <string.h>

#include "whiteboard/rows.h"

static char name[] = "field", type[] = "type";

static struct rows make(const struct shape *shape, const void *bytes, size_t count, uint64_t size)
{
    struct rows rows = {0};
    const struct rows_source source = {
        .shape = shape, .size = size, .bytes = bytes, .count = count};
    rows_make(&rows, &source);
    return rows;
}

static void expect_whole(const struct rows *rows, uint64_t size)
{
    uint64_t end = 0;
    for (size_t i = 0; i < rows->count; i++) {
        cr_expect_eq(rows->items[i].offset, end, "row %zu begins where the last one ended", i);
        end = rows->items[i].offset + rows->items[i].length;
    }
    cr_expect_eq(end, size);
}

Test(rows, bytes_without_a_shape_are_all_there)
{
    unsigned char bytes[4096];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)(i * i >> 4);
    }
    static const uint64_t sizes[] = {0, 1, 15, 16, 17, 100, 4096, 5000, UINT64_C(1) << 40};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        size_t count = sizes[i] < sizeof bytes ? (size_t)sizes[i] : sizeof bytes;
        AUTO_ROWS struct rows rows = make(NULL, bytes, count, sizes[i]);
        expect_whole(&rows, sizes[i]);
        cr_expect_leq(rows.count, 40);
    }
}

Test(rows, padding_before_between_and_behind)
{
    static struct shape_field fields[] = {
        {.name = name, .type = type, .kind = SHAPE_BYTE, .offset = 1, .size = 1, .count = 1},
        {.name = name, .type = type, .kind = SHAPE_INTEGER, .offset = 4, .size = 4, .count = 1},
    };
    static const struct shape shape = {.size = 16, .fields = fields, .field_count = 2};
    AUTO_ROWS struct rows rows = make(&shape, "0123456789abcdef", 16, 16);
    expect_whole(&rows, 16);
    cr_assert_eq(rows.count, 5);
    cr_expect(rows.items[0].is_padding && rows.items[2].is_padding && rows.items[4].is_padding);
    cr_expect_str_eq(rows.items[4].value, "8 bytes");
}

Test(rows, structs_in_arrays_have_paths)
{
    static struct shape_field inner[] = {
        {.name = name, .type = type, .kind = SHAPE_INTEGER, .size = 4, .count = 1}};
    static struct shape_field outer[] = {{.name = name,
                                          .type = type,
                                          .kind = SHAPE_STRUCT,
                                          .is_array = true,
                                          .size = 8,
                                          .count = 20,
                                          .fields = inner,
                                          .field_count = 1}};
    static const struct shape shape = {.size = 160, .fields = outer, .field_count = 1};
    static const unsigned char bytes[160] = {[8] = 7};
    AUTO_ROWS struct rows rows = make(&shape, bytes, sizeof bytes, sizeof bytes);
    expect_whole(&rows, sizeof bytes);
    cr_expect_str_eq(rows.items[2].name, "field[1].field");
    cr_expect_str_eq(rows.items[2].value, "7");
    cr_expect_str_eq(rows.items[rows.count - 1].value, "12 more");
}

Test(rows, an_array_of_numbers_is_one_row)
{
    static struct shape_field fields[] = {{.name = name,
                                           .type = type,
                                           .kind = SHAPE_INTEGER,
                                           .is_array = true,
                                           .size = 1,
                                           .count = 40}};
    static const struct shape shape = {.size = 40, .fields = fields, .field_count = 1};
    static const unsigned char bytes[40] = {1, 2};
    AUTO_ROWS struct rows rows = make(&shape, bytes, sizeof bytes, sizeof bytes);
    cr_assert_eq(rows.count, 1);
    cr_expect_str_eq(rows.items[0].value, "{1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "
                                          "... 24 more}");
}

Test(rows, an_object_smaller_than_the_struct_is_bytes)
{
    static struct shape_field fields[] = {
        {.name = name, .type = type, .kind = SHAPE_INTEGER, .size = 8, .count = 1}};
    static const struct shape shape = {.size = 8, .fields = fields, .field_count = 1};
    AUTO_ROWS struct rows rows = make(&shape, "abc", 3, 3);
    cr_assert_eq(rows.count, 1);
    cr_expect_str_eq(rows.items[0].name, "");
}

Test(rows, what_changed_is_told)
{
    struct rows rows = {0};
    const struct rows_source source = {
        .size = 40,
        .bytes = (const unsigned char *)"aaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                                        "aaaaaaaaaaab",
        .count = 40,
        .before = (const unsigned char *)"aaaaaaaaaaaaaaaaaaaaaaaaaaa"
                                         "aaaaaaaaaaaaa",
        .before_count = 40};
    rows_make(&rows, &source);
    cr_assert_eq(rows.count, 2);
    cr_expect_not(rows.items[0].changed);
    cr_expect(rows.items[1].changed);
    rows_finish(&rows);
}
