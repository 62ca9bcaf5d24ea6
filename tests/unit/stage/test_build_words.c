#include "stage/build_words.h"

#include "base/cleanup.h"
#include "base/text.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "stage/diagnostics.h"

static struct build build;
static char *words; /* of the last question */
static char *functions[] = {"make_key", "split_key"};
static const struct manifest manifest = {
    .source = "a.c", .header = "work.h", .functions = {.items = functions, .count = 2}};

static void finish(void)
{
    free(words);
    build_finish(&build);
}

TestSuite(build_words, .fini = finish);

/* Of a source whose lines are these. */
static void ask_compiler(const char *said, const char *lines)
{
    struct source source = {0};
    source_copy(&source, lines, strlen(lines));
    diagnostics_parse(&build, said);
    free(words);
    words = build_words_compiler(&build, &manifest, &source);
    source_finish(&source);
}

static void expect_words(const char *expected)
{
    cr_assert_not_null(strstr(words, expected), "%s", words);
    cr_assert_eq(strncmp(words, "the compiler found errors", 25), 0, "%s", words);
}

static void expect_compiler(const char *said, const char *expected)
{
    ask_compiler(said, "int x;\n");
    expect_words(expected);
}

static void ask_linker(const char *said, const char *lines)
{
    struct source source = {0};
    source_copy(&source, lines, strlen(lines));
    diagnostics_parse(&build, said);
    free(words);
    words = build_words_linker(&build, &manifest, &source);
    source_finish(&source);
}

Test(build_words, one_error_speaks_for_itself)
{
    expect_compiler("a.c:3:5: error: expected ';' before 'return'\n", "errors");
    cr_assert_str_eq(words, "the compiler found errors");
}

Test(build_words, of_several_the_first_comes_first)
{
    expect_compiler("a.c:3:5: error: unknown type name 'in'\n"
                    "a.c:4:5: error: 'x' undeclared (first use in this function)\n",
                    "begin with the first");
}

Test(build_words, a_warning_is_no_further_error)
{
    expect_compiler("a.c:3:5: warning: unused variable 'x'\n"
                    "a.c:4:5: error: 'x' undeclared (first use in this function)\n",
                    "errors");
    cr_assert_str_eq(words, "the compiler found errors");
}

Test(build_words, a_brace_that_is_not_closed)
{
    expect_compiler("a.c:66:1: error: expected declaration or statement at end of input\n",
                    "a brace { is not closed");
}

Test(build_words, a_function_that_is_not_as_declared)
{
    expect_compiler("a.c:10:7: error: conflicting types for 'make_key'; have 'key_t(void)'\n"
                    "work.h:36:7: note: previous declaration of 'make_key'\n",
                    "not as the header declares it");
}

Test(build_words, a_function_that_is_used_before_it_is_there)
{
    expect_compiler("a.c:10:7: error: conflicting types for 'helper'; have 'char *(int)'\n"
                    "a.c:5:7: note: previous implicit declaration of 'helper'\n",
                    "errors");
    cr_assert_str_eq(words, "the compiler found errors");
}

Test(build_words, the_linkers)
{
    ask_linker("/usr/bin/ld: required symbol `make_key' not defined\n", "int x;\n");
    cr_assert_str_eq(words, "a function is missing: make_key");
    ask_linker("/usr/bin/ld: required symbol `split_key' not defined\n", "int x;\n");
    cr_assert_str_eq(words, "functions are missing: make_key, split_key");
}

/* Names in the linker's words are the file's, and for each that is missing the source is searched: these would be
 * searched for a minute. */
Test(build_words, of_names_that_the_contract_does_not_know_none_is_missing, .timeout = 60)
{
    enum { NAMES = 200, WORD = 60, SOURCE = 1 << 20 };
    AUTO_TEXT struct text said = {0};
    AUTO_TEXT struct text lines = {0};
    for (int i = 0; i < NAMES; i++) {
        text_format(&said, "ld: undefined reference to `required symbol `%0*d'\n", WORD, i);
    }
    while (lines.length < SOURCE - WORD) {
        text_format(&lines, "%0*d\n", WORD, 1000);
    }
    struct timespec begin, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    ask_linker(text_string(&said), text_string(&lines));
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    cr_assert_null(strstr(words, "missing"), "%s", words);
    cr_assert_lt(end.tv_sec - begin.tv_sec, 10);
}

Test(build_words, what_is_used_and_nowhere)
{
    ask_linker("/compile/a.c:20: undefined reference to `ftokk'\n", "int x;\n");
    cr_assert_str_eq(words, "it uses ftokk, and neither the file nor the C library has that");
}

/* What the diagnostic of a missing make_key goes on with. */
static void expect_explained(const char *lines, const char *expected)
{
    build_finish(&build);
    ask_linker("/usr/bin/ld: required symbol `make_key' not defined\n", lines);
    const char *message = build.diagnostics[0].message;
    cr_assert(expected != NULL ? strstr(message, expected) != NULL
                               : message[strlen(message) - 1] == 'e',
              "%s", message);
}

Test(build_words, what_became_of_a_function)
{
    expect_explained("int mak_key(void) { return 1; }", "name; it has mak_key");
    expect_explained("int Make_key (void) { return 1; }", "name; it has Make_key");
    expect_explained("int mak\u0435_key(void) { return 1; }", "another alphabet");
    expect_explained("#  define make_key other\nint make_key(void);", "#define gives it another");
    expect_explained("int split_key(void) { return 1; }", NULL);
    expect_explained("int mak_key;", NULL);
    expect_explained("int fabricate_key(void) { return 1; }", NULL);
    expect_explained("\n", NULL);
}

Test(build_words, characters_that_only_look_like_those_of_c)
{
    ask_compiler("a.c:2:9: error: stray '\\342' in program\n", "int x;\nreturn \u22121;\n");
    expect_words("line 2 has the character U+2212, where C knows only the - of the keyboard");
    build_finish(&build);
    ask_compiler("a.c:1:1: error: unknown type name 'int\u200b'\n", "int\u200b x;\n");
    expect_words("U+200B, which cannot be seen");
    build_finish(&build);
    ask_compiler("a.c:1:10: error: #include expects \"FILENAME\" or <FILENAME>\n",
                 "#include \u201ca.h\u201d\n");
    expect_words("U+201C");
    build_finish(&build);
    ask_compiler("a.c:1:1: error: something else\na.c:2:1: error: stray '`' in program\n",
                 "x\n```c\n");
    expect_words("Markdown");
    build_finish(&build);
    ask_compiler("a.c:1:1: error: stray '\\351' in program\n", "int caf\xe9;\n");
    cr_assert_str_eq(words, "the compiler found errors");
}

Test(build_words, other_languages)
{
    expect_compiler("a.c:1:1: error: unknown type name '\u2018using\u2019'\n", "C++");
    build_finish(&build);
    expect_compiler("a.c:1:10: error: iostream: No such file or directory\n", "header of C++");
    build_finish(&build);
    expect_compiler("a.c:1:1: error: unknown type name 'import'\n", "another language");
    build_finish(&build);
    expect_compiler("a.c:1:1: error: unknown type name 'imp'\n", "errors");
    cr_assert_str_eq(words, "the compiler found errors");
}

Test(build_words, files_that_are_not_there)
{
    expect_compiler("a.c:1:10: error: nowhere.h: No such file or directory\n", "not there");
    build_finish(&build);
    expect_compiler("a.c:1:10: error: b.c: No such file or directory\n", "another source");
    build_finish(&build);
    expect_compiler("a.c:1:10: fatal error: /dev/zero: Permission denied\n", "may not read");
}

Test(build_words, assembly)
{
    ask_compiler("{standard input}:6: Error: no such instruction: `this is none'\n", "int x;\n");
    cr_assert_not_null(strstr(words, "the assembler does not understand"));
    build_finish(&build);
    ask_compiler("{standard input}:7: Error: file not found: /etc/passwd\n", "int x;\n");
    cr_assert_not_null(strstr(words, "asks for another file (.incbin, .include)"));
}

Test(build_words, half_a_program)
{
    cr_assert(build_words_was_ended("{standard input}:9: Error: unknown .loc sub-directive `vi'\n"
                                    "gcc: fatal error: CPU time limit exceeded signal terminated "
                                    "program cc1\n"));
    cr_assert_not(build_words_was_ended("a.c:1:1: error: the signal\n"));
}

Test(build_words, the_linkers_of_something_else)
{
    ask_linker("/usr/bin/ld: o.o: unable to initialize decompress status\n", "int x;\n");
    cr_assert_not_null(strstr(words, "assembly"), "%s", words);
    ask_linker("a.c:3: undefined reference to `nobody'\n", "int x;\n");
    cr_assert_str_eq(words, "it uses nobody, and neither the file nor the C library has that");
}
