#include <criterion/criterion.h>

#include "base/cleanup.h"
#include "batch/names.h"
#include "batch/platform.h"
#include "unpack/archive_name.h"
#include "unpack/litter.h"

Test(names, archives_are_known_by_their_suffix)
{
    cr_assert_eq(archive_name_suffix("ada.zip"), 4);
    cr_assert_eq(archive_name_suffix("ada.TAR.GZ"), 7);
    cr_assert_eq(archive_name_suffix("ada.b.tar.xz"), 7);
    cr_assert_eq(archive_name_suffix("ada.gz"), 0);
    cr_assert_eq(archive_name_suffix(".zip"), 0, "a suffix alone is no name");
}

Test(names, archives_that_are_not_opened_are_known_too)
{
    cr_assert_eq(archive_name_foreign_suffix("ada.RAR"), 4);
    cr_assert_eq(archive_name_foreign_suffix("ada.tar.zst"), 8);
    cr_assert_eq(archive_name_foreign_suffix("ada.tar.gz"), 0, "this one is opened");
    cr_assert_eq(archive_name_foreign_suffix("ada.c"), 0);
}

Test(names, what_people_and_platforms_make_of_a_name_is_recognised)
{
    cr_assert(names_resemble("attach_detach.c", "attach_detach.c"));
    cr_assert(names_resemble("Attach-Detach (1).C", "attach_detach.c"));
    cr_assert(names_resemble("attachdetach - Copy 2.c", "attach_detach.c"));
    cr_assert_not(names_resemble("attach_detach.h", "attach_detach.c"));
    cr_assert_not(names_resemble("attach_detach_test.c", "attach_detach.c"));
    cr_assert_not(names_resemble("attach.c", "attach_detach.c"));
}

Test(names, litter_is_told_from_work)
{
    cr_assert(litter_has_name(".DS_Store"));
    cr_assert(litter_has_name("__MACOSX"));
    cr_assert_not(litter_has_name("attach_detach.c"));
    cr_assert(litter_has_path("lab/__MACOSX/._lab.zip"));
    cr_assert_not(litter_has_path("./lab/../attach_detach.c"));
}

Test(names, two_names_never_look_the_same)
{
    AUTO_FREE char *a = names_printable("a\xff");
    AUTO_FREE char *b = names_printable("a\xfe");
    AUTO_FREE char *c = names_printable("line\nescape\033[31m");
    cr_assert_str_neq(a, b);
    cr_assert_null(strchr(c, '\n'));
    cr_assert_null(strchr(c, '\033'));
}

Test(platform, names_of_moodle)
{
    AUTO_PLATFORM_NAME struct platform_name parts = {0};
    cr_assert(platform_read_moodle("Ada B. Lovelace_12345_assignsubmission_file_", &parts));
    cr_assert_str_eq(parts.id, "12345");
    cr_assert_str_eq(parts.name, "Ada B. Lovelace");
    cr_assert_null(parts.file);
    AUTO_PLATFORM_NAME struct platform_name flat = {0};
    cr_assert(platform_read_moodle("A_B_9_assignsubmission_file_work.c", &flat));
    cr_assert_str_eq(flat.name, "A_B");
    cr_assert_str_eq(flat.file, "work.c");
}

Test(platform, what_only_looks_like_moodle_is_not)
{
    static const char *const names[] = {"_assignsubmission_file_", "Ada_assignsubmission_file_",
                                        "_1_assignsubmission_file_", "12_assignsubmission_file_"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct platform_name parts = {0};
        cr_assert_not(platform_read_moodle(names[i], &parts), "%s", names[i]);
    }
}

Test(platform, names_of_canvas)
{
    AUTO_PLATFORM_NAME struct platform_name parts = {0};
    cr_assert(platform_read_canvas("lovelaceada_LATE_123_456_attach_detach-1.c", &parts));
    cr_assert_str_eq(parts.id, "123");
    cr_assert_str_eq(parts.name, "lovelaceada");
    cr_assert_str_eq(parts.file, "attach_detach-1.c");
    cr_assert(parts.late);
    AUTO_PLATFORM_NAME struct platform_name early = {0};
    cr_assert(platform_read_canvas("x_1_2_y.c", &early));
    cr_assert_not(early.late);
}

Test(platform, what_only_looks_like_canvas_is_not)
{
    static const char *const names[] = {"attach_detach.c", "x_1_2_", "x_1_y.c", "_1_2_y.c",
                                        "x_1_2y.c",        "x_",     "x",       ""};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct platform_name parts = {0};
        cr_assert_not(platform_read_canvas(names[i], &parts), "%s", names[i]);
    }
}
