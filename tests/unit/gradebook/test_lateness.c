#include <criterion/criterion.h>

#include "class_fixture.h"
#include "gradebook/mark.h"

TestSuite(lateness, .init = class_make, .fini = class_remove);

Test(lateness, is_counted_to_the_second)
{
    static const struct {
        const char *policy;
        int64_t after_ms;
        unsigned percent;
        bool closed;
    } cases[] = {
        /* without grace: the deadline itself is on time */
        {"late = { percent = 10; };", -DAY, 0, false},
        {"late = { percent = 10; };", 0, 0, false},
        {"late = { percent = 10; };", 1, 10, false},
        {"late = { percent = 10; };", SECOND, 10, false},
        {"late = { percent = 10; };", DAY, 10, false},
        {"late = { percent = 10; };", DAY + SECOND, 20, false},
        {"late = { percent = 10; };", 20 * (int64_t)DAY, 100, false},
        /* with grace: its edge is on time, a second more is late since the deadline */
        {"grace_minutes = 15; late = { percent = 10; };", SECOND, 0, false},
        {"grace_minutes = 15; late = { percent = 10; };", 15 * MINUTE, 0, false},
        {"grace_minutes = 15; late = { percent = 10; };", 15 * MINUTE + SECOND, 10, false},
        {"grace_minutes = 15; late = { percent = 10; };", DAY + SECOND, 20, false},
        {"grace_minutes = 90; late = { percent = 10; every_hours = 1; };", 91 * MINUTE, 20, false},
        /* at most, and closed */
        {"late = { percent = 30; most_percent = 50; };", 2 * DAY, 50, false},
        {"late = { percent = 30; closed_after_hours = 48; };", 2 * DAY, 60, false},
        {"late = { percent = 30; closed_after_hours = 48; };", 2 * DAY + SECOND, 90, true},
        {"late = { closed_after_hours = 1; }; grace_minutes = 120;", 2 * HOUR, 0, false},
        /* an extension is this student's alone */
        {"late = { percent = 10; }; extensions = ( { student = \"ada\"; hours = 48; } );", 2 * DAY,
         0, false},
        {"late = { percent = 10; }; extensions = ( { student = \"ada\"; hours = 48; } );",
         2 * DAY + SECOND, 10, false},
        {"late = { percent = 10; }; extensions = ( { student = \"bob\"; hours = 48; } );", SECOND,
         10, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO_POLICY struct policy policy = {0};
        class_policy(&policy, cases[i].policy);
        struct lateness late = lateness_find(&policy, "ada", CLASS_DEADLINE_MS + cases[i].after_ms);
        cr_assert_eq(late.percent, cases[i].percent, "case %zu: %u %%", i, late.percent);
        cr_assert_eq(late.closed, cases[i].closed, "case %zu", i);
    }
    AUTO_POLICY struct policy policy = {0};
    class_policy(&policy, "late = { percent = 10; };");
    cr_assert_eq(lateness_find(&policy, "ada", GRADEBOOK_TIME_UNKNOWN).percent, 0);
}
