#include "sandbox/session_limits.h"

#include <criterion/criterion.h>
#include <sys/resource.h>
#include <unistd.h>

enum { NOBODY = 61234, FILES = 0 };

/* Root may raise what others may not. */
static void be_nobody(void)
{
    if (geteuid() == 0) {
        cr_assert_eq(setuid(NOBODY), 0);
    }
}

Test(session_limits, that_are_high_enough_stay)
{
    struct error why;
    setrlimit(RLIMIT_NOFILE, &(struct rlimit){512, 1024});
    cr_assert(session_limit_raise(FILES, &why));
    struct rlimit now;
    getrlimit(RLIMIT_NOFILE, &now);
    cr_assert_eq(now.rlim_cur, 512);
}

Test(session_limits, that_are_low_are_raised_where_that_is_allowed)
{
    struct error why;
    setrlimit(RLIMIT_NOFILE, &(struct rlimit){20, 1024});
    be_nobody();
    cr_assert(session_limit_raise(FILES, &why));
    struct rlimit now;
    getrlimit(RLIMIT_NOFILE, &now);
    cr_assert_eq(now.rlim_cur, 256);
    cr_assert_eq(now.rlim_max, 1024);
}

Test(session_limits, that_cannot_be_raised_are_one_sentence)
{
    struct error why;
    setrlimit(RLIMIT_NOFILE, &(struct rlimit){20, 20});
    be_nobody();
    cr_assert_not(session_limits_raise(&why));
    cr_assert_str_eq(why.message, "this session is allowed 20 open files, and grading needs 256: "
                                  "ulimit -n 1024 in the shell, or ask who has set the limit");
}

/* RLIMIT_NPROC counts all that the user has running. */
Test(session_limits, of_processes_leave_room_for_what_runs_already)
{
    enum { PROCESSES = 1 };
    struct error why;
    be_nobody();
    setrlimit(RLIMIT_NPROC, &(struct rlimit){128, 4095});
    cr_assert(session_limit_raise(PROCESSES, &why), "%s", why.message);
    struct rlimit now;
    getrlimit(RLIMIT_NPROC, &now);
    cr_assert_gt(now.rlim_cur, 128, "this process is one of them");
}
