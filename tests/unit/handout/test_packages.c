#include <criterion/criterion.h>
#include <string.h>

#include "base/text.h"
#include "handout/packages.h"

static void expect_package(const char *library, const char *package)
{
    AUTO_TEXT struct text out = {0};
    handout_append_package(&out, library, strlen(library));
    cr_expect_str_eq(text_string(&out), package, "%s is in %s", library, text_string(&out));
}

Test(packages, are_named_after_their_library)
{
    expect_package("libjansson.so.4", "libjansson4");
    expect_package("libsqlite3.so.0", "libsqlite3-0");
    expect_package("libgcc_s.so.1", "libgcc-s1");
    expect_package("libOdd_Name2.so.10", "libodd-name2-10");
    expect_package("libplain.so", "libplain.so");
    expect_package(".so.1", ".so.1");
}

Test(packages, programs_that_are_marked_and_libraries)
{
    AUTO_TEXT struct text out = {0};
    handout_list_packages("# a handout is no package\n\n"
                          "gcc    cmd:gcc      handout  # compiles\n"
                          "cmake  cmd:cmake    # not for a handout\n"
                          "valgrind cmd:valgrind handout",
                          " libc.so.6  libjansson.so.4  ld-linux-x86-64.so.2 ", &out);
    cr_assert_str_eq(text_string(&out),
                     "# What grading needs, as Debian packages: <package> <probe>\n\n"
                     "gcc    cmd:gcc      handout  # compiles\n"
                     "valgrind cmd:valgrind handout\n"
                     "libjansson4 lib:libjansson.so.4  # the grader is linked with it\n");
}
