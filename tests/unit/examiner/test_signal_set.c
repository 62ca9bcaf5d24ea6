#include "examiner/signal_set.h"

#include <criterion/criterion.h>
#include <signal.h>

static uint64_t of(int first, int second)
{
    return 1ULL << (first - 1) | (second != 0 ? 1ULL << (second - 1) : 0);
}

static void expect(uint64_t mask, const char *words)
{
    char text[80];
    signal_set_print(text, sizeof text, mask);
    cr_assert_str_eq(text, words);
}

Test(signal_set, is_told_by_the_names_of_its_signals)
{
    expect(0, "none");
    expect(of(SIGTERM, 0), "SIGTERM");
    expect(of(SIGTERM, SIGINT), "SIGINT, SIGTERM");
    expect(of(40, 64), "signal 40, signal 64");
    expect(0x7f, "SIGHUP, SIGINT, SIGQUIT and 4 more");
}

Test(signal_set, that_is_whole_is_all)
{
    expect(signal_set_of_learner(0xfffffffe7ffbfeff), "all"); /* SigBlk of such a process */
    expect(signal_set_of_learner(~0ULL), "all");
}

Test(signal_set, has_none_of_the_signals_that_are_no_learner_s)
{
    cr_assert_eq(signal_set_of_learner(of(SIGTRAP, 0) | of(32, 33)), 0);
    cr_assert_eq(signal_set_of_learner(of(SIGTERM, 34)), of(SIGTERM, 34));
}

Test(signal_set, is_cut_to_the_room_that_there_is)
{
    char text[12];
    signal_set_print(text, sizeof text, of(SIGTERM, SIGINT));
    cr_assert_str_eq(text, "SIGINT, SIG");
}
