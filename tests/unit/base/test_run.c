#include <criterion/criterion.h>

#include "base/run.h"

Test(run, runs_programs_and_hears_them)
{
    const char *const talk[] = {"sh", "-c", "echo one; echo two >&2", NULL};
    const char *const fail[] = {"false", NULL};
    const char *const none[] = {"no-such-command", NULL};
    AUTO_TEXT struct text said = {0};
    cr_assert(run_succeeds(talk, &said));
    cr_assert_str_eq(text_string(&said), "one\ntwo\n");
    cr_assert_not(run_succeeds(fail, NULL));
    cr_assert_not(run_succeeds(none, &said));
    cr_assert_eq(said.length, 0);
}
