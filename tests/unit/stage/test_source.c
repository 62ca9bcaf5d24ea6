#include "stage/source.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "model/digest.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/workbook-unit-source-XXXXXX";
static char path[64];
static struct source source;

static void make(void)
{
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/work.c", folder);
}

static void clean(void)
{
    source_finish(&source);
    if (unlink(path) != 0) {
        rmdir(path);
    }
    rmdir(folder);
}

TestSuite(source, .init = make, .fini = clean);

static void put(const char *bytes, size_t length)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    cr_assert_eq(fwrite(bytes, 1, length, file), length);
    cr_assert_eq(fclose(file), 0);
}

static void expect_unfit(const char *words)
{
    source_read(&source, path);
    cr_assert_eq(source.state, SOURCE_UNFIT);
    cr_assert_not_null(strstr(source.why, words), "%s", source.why);
}

Test(source, a_file)
{
    put("int x;\nint y;", 13);
    source_read(&source, path);
    cr_assert_eq(source.state, SOURCE_READ);
    cr_assert_eq(source.length, 13);
    cr_assert_str_eq(source.bytes, "int x;\nint y;");
    /* printf 'int x;\nint y;' | sha256sum */
    cr_assert_eq(strlen(source.sha256), 64);
}

Test(source, its_lines)
{
    put("one\r\n\nthree", 11);
    source_read(&source, path);
    AUTO_FREE char *first = source_line(&source, 1);
    AUTO_FREE char *second = source_line(&source, 2);
    AUTO_FREE char *third = source_line(&source, 3);
    cr_assert_str_eq(first, "one");
    cr_assert_str_eq(second, "");
    cr_assert_str_eq(third, "three");
    cr_assert_null(source_line(&source, 0));
    cr_assert_null(source_line(&source, 4));
}

Test(source, its_lines_as_the_compiler_counts_them)
{
    put("one\rtwo\r\rfour\n", 15);
    source_read(&source, path);
    AUTO_FREE char *second = source_line(&source, 2);
    AUTO_FREE char *third = source_line(&source, 3);
    AUTO_FREE char *fourth = source_line(&source, 4);
    cr_assert_str_eq(second, "two");
    cr_assert_str_eq(third, "");
    cr_assert_str_eq(fourth, "four");
    cr_assert_null(source_line(&source, 5));
}

/* The digest is of what was handed in. */
Test(source, does_not_say_where_its_lines_are)
{
    static const char text[] = "#line 9 \"a.c\"\nint x;\n";
    put(text, sizeof text - 1);
    source_read(&source, path);
    cr_assert_str_eq(source.bytes, "             \nint x;\n");
    char sha256[65];
    digest_make(text, sizeof text - 1, sha256);
    cr_assert_str_eq(source.sha256, sha256);
}

/* Thousands of findings may ask for one line. */
Test(source, lines_that_are_far_down_or_long, .timeout = 60)
{
    static char bytes[SOURCE_BYTES_MAX];
    memset(bytes, '\n', sizeof bytes / 2);
    memset(bytes + sizeof bytes / 2, 'x', sizeof bytes / 2);
    source_copy(&source, bytes, sizeof bytes);
    for (int i = 0; i < 20000; i++) {
        AUTO_FREE char *last = source_line(&source, sizeof bytes / 2 + 1);
        cr_assert_eq(strlen(last), SOURCE_LINE_MAX);
    }
    cr_assert_null(source_line(&source, sizeof bytes / 2 + 2));
}

Test(source, lines_of_nothing)
{
    cr_assert_null(source_line(&source, 1));
}

Test(source, none)
{
    source_read(&source, path);
    cr_assert_eq(source.state, SOURCE_MISSING);
    source_read(&source, "/dev/null/work.c");
    cr_assert_eq(source.state, SOURCE_MISSING);
}

Test(source, a_link)
{
    cr_assert_eq(symlink("/etc/passwd", path), 0);
    expect_unfit("symbolic link");
}

Test(source, a_fifo)
{
    cr_assert_eq(mkfifo(path, 0600), 0);
    expect_unfit("not a regular file");
}

Test(source, a_folder)
{
    cr_assert_eq(mkdir(path, 0700), 0);
    expect_unfit("folder");
}

Test(source, a_device)
{
    source_read(&source, "/dev/zero");
    cr_assert_eq(source.state, SOURCE_UNFIT);
}

Test(source, nothing_in_it)
{
    put("", 0);
    expect_unfit("empty");
}

Test(source, nul_bytes)
{
    put("int x;\0int y;", 13);
    expect_unfit("NUL");
}

Test(source, sizes)
{
    AUTO_FREE char *bytes = memory_allocate(SOURCE_BYTES_MAX + 1, 1);
    memset(bytes, 'x', SOURCE_BYTES_MAX + 1);
    put(bytes, SOURCE_BYTES_MAX);
    source_read(&source, path);
    cr_assert_eq(source.state, SOURCE_READ);
    cr_assert_eq(source.length, SOURCE_BYTES_MAX);
    source_finish(&source);
    put(bytes, SOURCE_BYTES_MAX + 1);
    expect_unfit("larger than 1 MiB");
}
