#include "stage/build_words.h"

#include <criterion/criterion.h>
#include <string.h>

#include "stage/diagnostics.h"

static struct build build;

static void finish(void)
{
    build_finish(&build);
}

TestSuite(build_words, .fini = finish);

static void expect_compiler(const char *said, const char *words)
{
    diagnostics_parse(&build, said);
    cr_assert_not_null(strstr(build_words_compiler(&build, "work.h"), words), "%s",
                       build_words_compiler(&build, "work.h"));
    cr_assert_eq(strncmp(build_words_compiler(&build, "work.h"), "the compiler found errors", 25),
                 0);
}

Test(build_words, one_error_speaks_for_itself)
{
    expect_compiler("a.c:3:5: error: expected ';' before 'return'\n", "errors");
    cr_assert_str_eq(build_words_compiler(&build, "work.h"), "the compiler found errors");
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
    cr_assert_str_eq(build_words_compiler(&build, "work.h"), "the compiler found errors");
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
    cr_assert_str_eq(build_words_compiler(&build, "work.h"), "the compiler found errors");
}

Test(build_words, the_linkers)
{
    diagnostics_parse(&build, "/usr/bin/ld: required symbol `make_key' not defined\n");
    cr_assert_str_eq(build_words_linker(&build), "a function is missing");
    diagnostics_parse(&build, "/usr/bin/ld: required symbol `split_key' not defined\n");
    cr_assert_str_eq(build_words_linker(&build), "functions are missing");
}

Test(build_words, the_linkers_of_something_else)
{
    cr_assert_not_null(strstr(build_words_linker(&build), "assembly"));
    diagnostics_parse(&build, "a.c:3: undefined reference to `nobody'\n");
    cr_assert_str_eq(build_words_linker(&build), "it uses a function that does not exist");
}
