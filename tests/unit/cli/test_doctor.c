#include <criterion/criterion.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "call.h"
#include "cli/doctor.h"
#include "workbook_fixture.h"

static bool probe(const char *words)
{
    struct error err;
    bool found = false;
    cr_assert(doctor_probe(words, &found, &err), "%s", err.message);
    return found;
}

Test(doctor, probes)
{
    cr_assert(probe("cmd:sh"));
    cr_assert_not(probe("cmd:no-such-command"));
    cr_assert(probe("pkg:criterion"));
    cr_assert_not(probe("pkg:no-such-module"));
    cr_assert(probe("lib:libc.so.6"));
    cr_assert_not(probe("lib:libnone.so.1"));
    cr_assert(probe("header:stdio.h"));
    cr_assert(probe("header:sys/shm.h"), "lies in the folder of the architecture on Debian");
    cr_assert_not(probe("header:no/such.h"));
    struct error err;
    bool found = false;
    cr_assert_not(doctor_probe("deb:gcc", &found, &err));
    cr_assert_str_eq(err.message, "unknown probe 'deb:gcc' in the package list");
}

Test(doctor, the_list_says_what_to_install, .fini = fixture_remove)
{
    const char *root = fixture_make();
    fixture_write("grader/setup/packages.txt", "# a comment\n\n"
                                               "dash     cmd:sh         # the shell\n"
                                               "nothing  cmd:no-such-1  # why not\n"
                                               "nought   pkg:no-such-2\n");
    AUTO_FREE char *list = memory_format("%s/grader/setup/packages.txt", root);
    AUTO_TEXT struct text out = {0};
    AUTO_TEXT struct text install = {0};
    struct doctor doctor = {.out = &out};
    struct error err;
    cr_assert(doctor_examine_packages(&doctor, list, &install, &err), "%s", err.message);
    cr_assert_str_eq(text_string(&out), "  MISSING  nothing            why not\n"
                                        "  MISSING  nought             \n");
    cr_assert_str_eq(text_string(&install), " nothing nought");
    cr_assert_eq(doctor.missing, 2);

    cr_assert_eq(CALL(cmd_doctor, NULL, "doctor"), CLI_FAILED, "%s", call_err.message);
    cr_assert_not_null(strstr(text_string(&call_out), "apt-get install nothing nought\n"));
    fixture_write("grader/setup/packages.txt", "dash cmd:sh\nls cmd:ls # lists\n");
    text_clear(&out);
    text_clear(&install);
    cr_assert(doctor_examine_packages(&doctor, list, &install, &err), "%s", err.message);
    cr_assert_str_eq(text_string(&out), "  ok       packages           all 2 are here\n");
    fixture_write("grader/setup/packages.txt",
                  "dash cmd:sh\nlute cmd:no-such-lute tests # sings\n");
    text_clear(&out);
    cr_assert(doctor_examine_packages(&doctor, list, &install, &err), "%s", err.message);
    cr_assert_str_eq(text_string(&install), "", "nobody has to install it");
    cr_assert_not_null(strstr(text_string(&out), "not here, and for tests only: sings"));
    fixture_write("grader/setup/packages.txt", "gcc\n");
    cr_assert_eq(CALL(cmd_doctor, NULL, "doctor"), CLI_BROKEN);
    cr_assert_str_eq(call_err.message, "the package list names no probe for 'gcc'");
}
