#include <criterion/criterion.h>
#include <string.h>

#include "batch/collection.h"
#include "batch/unpack.h"

static bool read_output(const char *output, size_t length, struct collection *collection)
{
    return unpack_read(output, length, "ada.zip", collection);
}

Test(unpack, files_are_taken_below_the_archives_name)
{
    AUTO_COLLECTION struct collection collection = {0};
    static const char output[] = "F 5 4\nx/y.cint;W 3 6\nz.cnot OKS 5 0\na.outE 0 0\n";
    cr_assert(read_output(output, sizeof output - 1, &collection));
    cr_assert_eq(collection.file_count, 2);
    cr_assert_str_eq(collection.files[0].path, "ada/x/y.c");
    cr_assert_str_eq(collection.files[0].bytes, "int;");
    cr_assert_str_eq(collection.files[1].why_not, "not OK");
    cr_assert_str_eq(collection.strays[0], "ada/a.out");
}

Test(unpack, litter_is_not_taken)
{
    AUTO_COLLECTION struct collection collection = {0};
    static const char output[] = "F 14 1\n__MACOSX/._y.cxE 0 0\n";
    cr_assert(read_output(output, sizeof output - 1, &collection));
    cr_assert_eq(collection.file_count, 0);
}

Test(unpack, what_is_broken_off_is_not_whole)
{
    static const char output[] = "F 5 4\nx/y.cint;P 0 3\nwhyE 0 0\n";
    for (size_t length = 0; length < sizeof output - 1; length++) {
        AUTO_COLLECTION struct collection collection = {0};
        cr_assert_not(read_output(output, length, &collection), "%zu bytes", length);
    }
}

Test(unpack, lengths_that_lie_are_refused)
{
    static const char *const outputs[] = {
        "F 99 0\nx", "F 0 99\nx", "F -1 0\n", "F 1 18446744073709551615\nx",
        "F\n",       "hello\n",   "\n",       "F 999999999 999999999\nE 0 0\n"};
    for (size_t i = 0; i < sizeof outputs / sizeof outputs[0]; i++) {
        AUTO_COLLECTION struct collection collection = {0};
        cr_assert_not(read_output(outputs[i], strlen(outputs[i]), &collection), "%s", outputs[i]);
    }
}

Test(unpack, a_problem_is_shown_harmless)
{
    AUTO_COLLECTION struct collection collection = {0};
    static const char output[] = "P 0 6\nbad\033[mE 0 0\n";
    cr_assert(read_output(output, sizeof output - 1, &collection));
    cr_assert_not_null(strstr(collection.problem, "ada.zip"));
    cr_assert_null(strchr(collection.problem, '\033'));
}
