#include <criterion/criterion.h>
#include <stdlib.h>

#include "cli/console.h"

Test(console, color_is_for_terminals_unless_asked_for)
{
    setenv("TERM", "xterm", 1);
    unsetenv("NO_COLOR");
    cr_assert_not(console_style("auto", -1).color);
    cr_assert(console_style("always", -1).color);
    cr_assert_not(console_style("never", -1).color);
}

Test(console, an_option_outweighs_no_color)
{
    setenv("NO_COLOR", "1", 1);
    cr_assert(console_style("always", -1).color);
}

/* A pseudo-terminal's master side is a terminal too. */
Test(console, no_color_and_dumb_terminals)
{
    int terminal = posix_openpt(2);
    cr_assert_geq(terminal, 0);
    setenv("TERM", "xterm", 1);
    unsetenv("NO_COLOR");
    cr_assert(console_style("auto", terminal).color);
    setenv("NO_COLOR", "1", 1);
    cr_assert_not(console_style("auto", terminal).color);
    unsetenv("NO_COLOR");
    setenv("TERM", "dumb", 1);
    cr_assert_not(console_style("auto", terminal).color);
}

Test(console, symbols_follow_the_locale)
{
    setenv("LC_ALL", "C", 1);
    cr_assert_not(console_style("auto", -1).utf8);
    setenv("LC_ALL", "C.UTF-8", 1);
    cr_assert(console_style("auto", -1).utf8);
    setenv("LC_ALL", "no_SUCH.locale", 1);
    cr_assert_not(console_style("auto", -1).utf8);
}
