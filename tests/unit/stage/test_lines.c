#include "stage/lines.h"

#include <criterion/criterion.h>

static struct lines lines;

static void expect(uint64_t offset, const char *file, unsigned line, const char *function)
{
    const struct source_place *place = lines_find(&lines, offset);
    cr_assert_not_null(place);
    cr_assert_eq(place->line, line, "line %u", place->line);
    if (file == NULL) {
        cr_assert_null(place->file);
    } else {
        cr_assert_str_eq(place->file, file);
    }
    if (function == NULL) {
        cr_assert_null(place->function);
    } else {
        cr_assert_str_eq(place->function, function);
    }
}

Test(lines, each_offset_once_and_zero_never)
{
    lines_want(&lines, 0);
    lines_want(&lines, 16);
    lines_want(&lines, 32);
    lines_want(&lines, 16);
    cr_assert_eq(lines.count, 2);
    cr_assert_null(lines_find(&lines, 48));
    lines_finish(&lines);
}

Test(lines, places_in_order)
{
    lines_want(&lines, 0x10);
    lines_want(&lines, 0x20);
    lines_want(&lines, 0x30);
    lines_read(&lines, "work.c",
               "0x0000000000000010\nsegment_open\n/compile/work.c:12\n"
               "0x0000000000000020\n??\n??:0\n"
               "0x0000000000000030\nhelper\nwork.c:7 (discriminator 2)\n");
    expect(0x10, "work.c", 12, "segment_open");
    expect(0x20, NULL, 0, NULL);
    expect(0x30, "work.c", 7, "helper");
    lines_finish(&lines);
}

/* What was inlined from a header of the C library stands in the line of the student's that called it. */
Test(lines, the_nearest_place_in_the_source)
{
    lines_want(&lines, 0x10);
    lines_read(&lines, "work.c",
               "0x10\nmemcpy\n/usr/include/bits/string_fortified.h:29\n"
               "copy\n/compile/work.c:30\nsegment_write\n/compile/work.c:50\n");
    expect(0x10, "work.c", 30, "copy");
    lines_finish(&lines);
}

Test(lines, output_that_is_cut_or_too_long)
{
    lines_want(&lines, 0x10);
    lines_want(&lines, 0x20);
    lines_read(&lines, "work.c", "");
    lines_read(&lines, "work.c", "no address\n");
    lines_read(&lines, "work.c", "0x10\nsegment_open\n");
    lines_read(&lines, "work.c", "0x10\nsegment_open\nno colon\n");
    expect(0x10, NULL, 0, NULL);
    lines_read(&lines, "work.c", "0x10\nf\nwork.c:1\n0x20\ng\nwork.c:2\n0x30\nh\nwork.c:3\n");
    expect(0x10, "work.c", 1, "f");
    expect(0x20, "work.c", 2, "g");
    lines_finish(&lines);
}
