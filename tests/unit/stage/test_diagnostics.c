#include "stage/diagnostics.h"

#include "base/cleanup.h"
#include "base/text.h"
#include "stage/build.h"

#include <criterion/criterion.h>
#include <string.h>

static struct build build;

static void parse(const char *text)
{
    build_finish(&build);
    diagnostics_parse(&build, text);
}

static void expect(size_t index, const char *severity, const char *file, unsigned line,
                   unsigned column, const char *message)
{
    cr_assert_gt(build.diagnostic_count, index);
    const struct build_diagnostic *found = &build.diagnostics[index];
    cr_assert_str_eq(found->severity, severity);
    if (file == NULL) {
        cr_assert_null(found->file);
    } else {
        cr_assert_str_eq(found->file, file);
    }
    cr_assert_eq(found->line, line, "line %u", found->line);
    cr_assert_eq(found->column, column, "column %u", found->column);
    cr_assert_str_eq(found->message, message);
}

Test(diagnostics, compiler)
{
    parse("work.c: In function 'f':\n"
          "work.c:12:5: error: expected ';' before 'return'\n"
          "work.c:14:9: warning: unused variable 'x' [-Wunused-variable]\n"
          "/compile/work.h:3:1: note: declared here\n"
          "work.c:1:10: fatal error: nowhere.h: No such file or directory\n"
          "compilation terminated.\n");
    cr_assert_eq(build.diagnostic_count, 4);
    expect(0, "error", "work.c", 12, 5, "expected ';' before 'return'");
    expect(1, "error", "work.c", 1, 10, "nowhere.h: No such file or directory");
    expect(2, "warning", "work.c", 14, 9, "unused variable 'x' [-Wunused-variable]");
    expect(3, "note", "work.h", 3, 1, "declared here");
}

/* We have defined it before, and nobody need care. */
Test(diagnostics, feature_test_macros_are_of_no_concern)
{
    parse("work.c:1: warning: \"_GNU_SOURCE\" redefined\n"
          "<command-line>: note: this is the location of the previous definition\n"
          "work.c:2: warning: \"_DEFAULT_SOURCE\" redefined\n"
          "/usr/include/features.h:236: note: this is the location of the previous definition\n"
          "work.c:3: warning: \"SIZE\" redefined\n");
    cr_assert_eq(build.diagnostic_count, 1);
    expect(0, "warning", "work.c", 3, 0, "\"SIZE\" redefined");
}

Test(diagnostics, assembler)
{
    parse("work.c: Assembler messages:\n"
          "work.c:7: Error: file not found: /etc/passwd\n"
          "work.c:8: Warning: missing operand\n");
    cr_assert_eq(build.diagnostic_count, 2);
    expect(0, "error", "work.c", 7, 0, "file not found: /etc/passwd");
    expect(1, "warning", "work.c", 8, 0, "missing operand");
}

Test(diagnostics, linker)
{
    parse("/usr/bin/ld: o.o: in function `f':\n"
          "/compile/work.c:20: undefined reference to `g'\n"
          "/usr/bin/ld: required symbol `segment_open' not defined\n"
          "/usr/bin/ld: undefined reference to `segment_open'\n"
          "/usr/bin/ld: undefined reference to `h'\n"
          "collect2: error: ld returned 1 exit status\n");
    cr_assert_eq(build.diagnostic_count, 3);
    expect(0, "error", "work.c", 20, 0, "undefined reference to `g'");
    expect(1, "error", NULL, 0, 0,
           "`segment_open' is missing: the header declares this function, and the file has none of "
           "that name");
    expect(2, "error", NULL, 0, 0, "undefined reference to `h'");
}

Test(diagnostics, a_function_that_is_hidden)
{
    parse("hidden symbol `segment_open'\n");
    expect(0, "error", NULL, 0, 0,
           "`segment_open' is hidden: an attribute or pragma keeps it (visibility) from whoever "
           "would call it");
}

Test(diagnostics, an_error_without_a_line)
{
    parse("work.c: error: 'oops' undeclared here (not in a function)\n"
          "work.c: In function 'f':\n"
          "gcc: fatal error: Killed signal terminated program cc1\n"
          "collect2: error: ld returned 1 exit status\n");
    cr_assert_eq(build.diagnostic_count, 1);
    expect(0, "error", "work.c", 0, 0, "'oops' undeclared here (not in a function)");
}

Test(diagnostics, errors_come_first_with_their_notes)
{
    parse("work.c:1:1: warning: a\nwork.c:2:2: note: of a\nwork.c:3:3: error: b\n"
          "work.c:4:4: note: of b\nwork.c:5:5: warning: c\nwork.c:6:6: error: d\n");
    cr_assert_eq(build.diagnostic_count, 6);
    expect(0, "error", "work.c", 3, 3, "b");
    expect(1, "note", "work.c", 4, 4, "of b");
    expect(2, "error", "work.c", 6, 6, "d");
    expect(3, "warning", "work.c", 1, 1, "a");
    expect(4, "note", "work.c", 2, 2, "of a");
    expect(5, "warning", "work.c", 5, 5, "c");
}

Test(diagnostics, no_flood_of_warnings_hides_the_error)
{
    AUTO_TEXT struct text text = {0};
    for (int i = 1; i <= 300; i++) {
        text_format(&text, "work.c:%d:1: warning: number %d\n", i, i);
    }
    text_append(&text, "work.c:301:1: error: why\n");
    parse(text_string(&text));
    cr_assert_eq(build.diagnostic_count, 101);
    expect(0, "error", "work.c", 301, 1, "why");
}

Test(diagnostics, a_message_is_cut_between_characters)
{
    AUTO_TEXT struct text text = {0};
    text_append(&text, "work.c:1:1: error: ");
    for (int i = 0; i < 1000; i++) {
        text_append(&text, "\u00e9");
    }
    parse(text_string(&text));
    const char *message = build.diagnostics[0].message;
    cr_assert_lt(strlen(message), 700);
    cr_assert_str_eq(message + strlen(message) - 6, "\u00e9 ...");
}

/* Whatever the student's source makes the compiler print, it ends in text or in nothing. */
Test(diagnostics, odd_lines)
{
    parse("");
    cr_assert_eq(build.diagnostic_count, 0);
    parse(":::\n:1:2: error: \nwork.c:99999999999999999999: error: x\nwork.c:5:error: no blank\n"
          "work.c:-3:1: error: minus\n\xff\xfe:1:1: error: \xff\n");
    for (size_t i = 0; i < build.diagnostic_count; i++) {
        cr_assert_not_null(build.diagnostics[i].message);
    }
}

Test(diagnostics, a_flood_is_cut)
{
    AUTO_TEXT struct text text = {0};
    for (int i = 1; i <= 1000; i++) {
        text_format(&text, "work.c:%d:1: error: number %d\n", i, i);
    }
    parse(text_string(&text));
    cr_assert_eq(build.diagnostic_count, 100);
    expect(99, "error", "work.c", 100, 1, "number 100");
}
