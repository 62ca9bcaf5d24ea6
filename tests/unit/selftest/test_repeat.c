#include "selftest/load.h"
#include "selftest/repeat.h"

#include "base/cleanup.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

static const char before[] =
    "{\n \"status\": \"pass\",\n \"checks\": [\n  {\"x\": 1,\n"
    "   \"id\": \"begins\",\n   \"status\": \"pass\"\n  },\n"
    "   \"id\": \"ends\",\n   \"status\": \"pass\",\n   \"observed\": null\n";
static const char after[] = "{\n \"status\": \"fail\",\n \"checks\": [\n  {\"x\": 1,\n"
                            "   \"id\": \"begins\",\n   \"status\": \"pass\"\n  },\n"
                            "   \"id\": \"ends\",\n   \"status\": \"fail\",\n"
                            "   \"observed\": \"it said 3\"\n";

Test(repeat, the_same_text_has_no_difference)
{
    struct repeat_difference difference;
    cr_assert_not(repeat_differ(before, before, &difference));
}

Test(repeat, the_check_is_named_and_not_the_sum)
{
    struct repeat_difference difference;
    cr_assert(repeat_differ(before, after, &difference));
    cr_assert_str_eq(difference.check, "ends");
    cr_assert_str_eq(difference.before, "\"status\": \"pass\"");
    cr_assert_str_eq(difference.after, "\"status\": \"fail\"");
    cr_assert_str_eq(difference.observed, "\"it said 3\"");
    repeat_difference_finish(&difference);
}

Test(repeat, text_that_goes_on_differs)
{
    struct repeat_difference difference;
    cr_assert(repeat_differ("a\n", "a\nb\n", &difference));
    cr_assert_str_eq(difference.after, "b");
    cr_assert_null(difference.check);
    repeat_difference_finish(&difference);
}

Test(load, rounds_take_the_profiles_in_turn)
{
    static const enum load_profile expected[] = {LOAD_NONE,   LOAD_HOGS, LOAD_IDLE, LOAD_ONE_CORE,
                                                 LOAD_DELAYS, LOAD_HOGS, LOAD_ALL};
    for (unsigned round = 0; round < 7; round++) {
        cr_assert_eq(load_of_round(LOAD_MIXED, round, 7), expected[round], "round %u", round);
    }
    cr_assert_eq(load_of_round(LOAD_MIXED, 1, 2), LOAD_HOGS);
    cr_assert_eq(load_of_round(LOAD_IDLE, 0, 3), LOAD_NONE, "the first is the reference");
    cr_assert_eq(load_of_round(LOAD_IDLE, 2, 3), LOAD_IDLE);
}

Test(load, names_are_found_again)
{
    for (int profile = LOAD_NONE; profile <= LOAD_MIXED; profile++) {
        enum load_profile found;
        cr_assert(load_find(load_name((enum load_profile)profile), &found));
        cr_assert_eq((int)found, profile);
    }
    enum load_profile found;
    cr_assert_not(load_find("rain", &found));
}

Test(load, hogs_are_there_and_gone)
{
    struct load_hogs hogs;
    struct error err;
    cr_assert(load_start_hogs(&hogs, LOAD_ONE_CORE, &err));
    cr_assert_eq(hogs.count, 0, "that load has none");
    cr_assert(load_start_hogs(&hogs, LOAD_HOGS, &err), "%s", err.message);
    cr_assert_gt(hogs.count, 1);
    pid_t last = hogs.pids[hogs.count - 1];
    cr_assert_eq(kill(last, 0), 0);
    load_stop_hogs(&hogs);
    cr_assert_eq(hogs.count, 0);
    cr_assert(kill(last, 0) != 0 && errno == ESRCH, "it was reaped");
}

Test(load, a_thread_is_pinned_and_free_again)
{
    cpu_set_t first, now, before_it;
    cr_assert_eq(sched_getaffinity(0, sizeof first, &first), 0);
    cr_assert(load_pin(3, &before_it));
    cr_assert_eq(sched_getaffinity(0, sizeof now, &now), 0);
    cr_assert_eq(CPU_COUNT(&now), 1);
    load_unpin(&before_it);
    cr_assert_eq(sched_getaffinity(0, sizeof now, &now), 0);
    cr_assert(CPU_EQUAL(&now, &first));
}
