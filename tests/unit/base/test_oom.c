#include "base/oom.h"

#include "base/cleanup.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* As a file of the kernel's. */
static int file_of(const char *text)
{
    int fd = memfd_create("told", MFD_CLOEXEC);
    cr_assert_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    return fd;
}

Test(oom, kills_as_version_2_tells_them)
{
    AUTO_CLOSE int events = file_of("low 0\nhigh 0\nmax 17\noom 4\noom_kill 3\noom_group_kill 0\n");
    cr_assert_eq(oom_read_kills(events), 3);
    cr_assert_eq(oom_read_kills(events), 3, "again, from the beginning");
}

Test(oom, kills_as_version_1_tells_them)
{
    AUTO_CLOSE int events = file_of("oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
    cr_assert_eq(oom_read_kills(events), 2);
}

Test(oom, no_kills_where_nothing_is_told)
{
    AUTO_CLOSE int old = file_of("oom_kill_disable 0\nunder_oom 0\n");
    AUTO_CLOSE int empty = file_of("");
    cr_assert_eq(oom_read_kills(old), 0);
    cr_assert_eq(oom_read_kills(empty), 0);
    cr_assert_eq(oom_read_kills(-1), 0);
}

Test(oom, the_most_that_was_used)
{
    AUTO_CLOSE int peak = file_of("1140850688\n");
    cr_assert_eq(oom_read_peak(peak), 1140850688ULL);
    cr_assert_eq(oom_read_peak(-1), 0);
}
