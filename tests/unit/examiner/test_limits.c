#include "examiner/limits.h"
#include "protocol/environment.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static char words[100];

/* 64 processes, 20 descriptors, 256 MiB, 11 s, 64 MiB; as on a machine without namespaces. */
static void set_limits(void)
{
    setenv(LIMITS_VARIABLE, "64 20 262144 11 65536", 1);
    setenv(SHARED_VARIABLE, "/dev/shm", 1);
    setenv(TMP_VARIABLE, "/tmp", 1);
}

TestSuite(limits, .init = set_limits);

Test(limits, are_read_from_five_numbers)
{
    struct limits limits = limits_read("64 20 262144 11 65536");
    cr_assert_eq(limits.processes, 64);
    cr_assert_eq(limits.descriptors, 20);
    cr_assert_eq(limits.memory_kib, 262144);
    cr_assert_eq(limits.cpu_s, 11);
    cr_assert_eq(limits.shared_kib, 65536);
}

Test(limits, that_are_not_five_numbers_are_none)
{
    cr_assert_eq(limits_read("64 20").processes, 0);
    cr_assert_eq(limits_read("").processes, 0);
}

Test(limits, of_memory_are_named_when_little_of_it_is_left)
{
    cr_assert(limits_explain_signal(SIGSEGV, 260000, words, sizeof words));
    cr_assert_str_eq(words, "limit reached: memory of a process, 253 of 256 MiB");
    cr_assert_not(limits_explain_signal(SIGSEGV, 200000, words, sizeof words));
    cr_assert_str_empty(words);
    cr_assert_not(limits_explain_signal(SIGSEGV, 0, words, sizeof words));
}

Test(limits, are_named_by_the_signals_that_stand_for_them)
{
    cr_assert(limits_explain_signal(SIGXFSZ, 0, words, sizeof words));
    cr_assert_str_eq(words, "limit reached: size of a file or object, 64 MiB");
    cr_assert(limits_explain_signal(SIGXCPU, 0, words, sizeof words));
    cr_assert_str_eq(words, "limit reached: processor time of a process, 11 of 11 s");
    cr_assert_not(limits_explain_signal(SIGFPE, 260000, words, sizeof words));
}

Test(limits, of_descriptors_are_named_when_all_are_open)
{
    cr_assert_not(limits_explain_error(getpid(), EMFILE, words, sizeof words));
    int last = 0;
    while (last < 25) {
        last = dup(STDIN_FILENO);
        cr_assert_geq(last, 0);
    }
    cr_assert(limits_explain_error(getpid(), EMFILE, words, sizeof words));
    cr_assert_not(limits_explain_error(getpid(), ENOENT, words, sizeof words));
}

Test(limits, peak_of_memory_is_the_kernel_s_count)
{
    const size_t bytes = 64UL << 30; /* more than anything here has had */
    void *memory = mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    cr_assert_neq(memory, MAP_FAILED);
    munmap(memory, bytes);
    cr_assert_geq(limits_peak_kib(getpid()), bytes / 1024);
    cr_assert_eq(limits_peak_kib(0), 0, "nobody has the process id 0");
}
