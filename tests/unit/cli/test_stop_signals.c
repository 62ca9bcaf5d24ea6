#include <criterion/criterion.h>
#include <signal.h>
#include <unistd.h>

#include "cli/stop_signals.h"

static struct error err;

/* Which signal called it off, when this one has come; 0: none. */
static int number_after(int signal_number)
{
    struct stop_signals stop;
    cr_assert(stop_signals_begin(&stop, &err), "%s", err.message);
    cr_assert_eq(kill(getpid(), signal_number), 0);
    return stop_signals_end(&stop);
}

Test(stop_signals, a_signal_calls_it_off)
{
    cr_assert_eq(number_after(SIGINT), SIGINT);
    cr_assert_eq(number_after(SIGTERM), SIGTERM);
    cr_assert_eq(number_after(SIGHUP), SIGHUP);
}

Test(stop_signals, under_nohup_a_terminal_that_goes_away_does_not)
{
    signal(SIGHUP, SIG_IGN);
    cr_assert_eq(number_after(SIGHUP), 0);
    cr_assert_eq(number_after(SIGTERM), SIGTERM, "what asks for an end is still heard");
}
