#include "examiner/exhaustion.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "protocol/environment.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static char words[EXHAUSTION_TEXT];

static int file_of(const char *text)
{
    int fd = memfd_create("told", MFD_CLOEXEC);
    cr_assert_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    return fd;
}

/* A group of 1088 MiB in which two processes were ended, and what its most memory was. */
static void set_group(const char *peak)
{
    AUTO_FREE char *value =
        memory_format("%d %d 1088", file_of("oom 2\noom_kill 2\n"), peak ? file_of(peak) : -1);
    setenv(GROUP_VARIABLE, value, 1);
}

Test(exhaustion, names_the_limit_with_what_was_used)
{
    set_group("1140850000\n");
    cr_assert_eq(exhaustion_count(), 2);
    cr_assert(exhaustion_explain(1, words, sizeof words));
    cr_assert_str_eq(words, "limit reached: memory of all processes together, 1087 of 1088 MiB");
}

Test(exhaustion, of_a_kernel_that_does_not_tell_the_most)
{
    set_group(NULL);
    cr_assert(exhaustion_explain(0, words, sizeof words));
    cr_assert_str_eq(words, "limit reached: memory of all processes together, 1088 of 1088 MiB");
}

Test(exhaustion, of_the_machine_is_no_limit_of_ours)
{
    set_group("209715200\n");
    cr_assert(exhaustion_explain(0, words, sizeof words));
    cr_assert_str_eq(words, "the machine had no memory left: all processes together had 200 MiB");
}

Test(exhaustion, is_not_told_of_what_was_before)
{
    set_group("1140850000\n");
    cr_assert_not(exhaustion_explain(2, words, sizeof words));
    cr_assert_str_empty(words);
}

Test(exhaustion, is_not_known_without_a_group)
{
    setenv(GROUP_VARIABLE, "-1 -1 0", 1);
    cr_assert_eq(exhaustion_count(), 0);
    cr_assert_not(exhaustion_explain(0, words, sizeof words));
}
