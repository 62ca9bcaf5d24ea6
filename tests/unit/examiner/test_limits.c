#include "examiner/limits.h"
#include "protocol/environment.h"
#include "protocol/wire.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static struct limit_words words;

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
    cr_assert(limits_explain_signal(SIGSEGV, 260000, &words));
    cr_assert_str_eq(words.text, "limit reached: memory of a process, 253 of 256 MiB");
    cr_assert_not(limits_explain_signal(SIGSEGV, 200000, &words));
    cr_assert_str_empty(words.text);
    cr_assert_not(limits_explain_signal(SIGSEGV, 0, &words));
}

Test(limits, are_named_by_the_signals_that_stand_for_them)
{
    cr_assert(limits_explain_signal(SIGXFSZ, 0, &words));
    cr_assert_str_eq(words.text, "limit reached: size of a file or object, 64 MiB");
    cr_assert(limits_explain_signal(SIGXCPU, 0, &words));
    cr_assert_str_eq(words.text, "limit reached: processor time of a process, 11 of 11 s");
    cr_assert_not(limits_explain_signal(SIGFPE, 260000, &words));
}

Test(limits, of_descriptors_are_named_when_all_are_open)
{
    cr_assert_not(limits_explain_error(getpid(), EMFILE, NULL, &words));
    int last = 0;
    while (last < 25) {
        last = dup(STDIN_FILENO);
        cr_assert_geq(last, 0);
    }
    cr_assert(limits_explain_error(getpid(), EMFILE, NULL, &words));
    cr_assert_not(limits_explain_error(getpid(), ENOENT, NULL, &words));
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

Test(limits, that_one_request_is_larger_than_are_named_by_what_was_asked_for)
{
    struct wire_refusal segment = {.object = WIRE_OBJECT_SHM, .error = ENOSPC, .bytes = 1ULL << 40};
    cr_assert(limits_explain_error(getpid(), ENOSPC, &segment, &words));
    cr_assert_str_eq(words.text,
                     "limit reached: shared memory, 1048576 MiB asked for at once, of 64 MiB");
    struct wire_refusal mapping = {
        .object = WIRE_OBJECT_MAPPING, .error = ENOMEM, .bytes = 1ULL << 40};
    cr_assert(limits_explain_error(0, ENOMEM, &mapping, &words));
    cr_assert_str_eq(
        words.text,
        "limit reached: memory of a process, 1048576 MiB asked for at once, of 256 MiB");
}

Test(limits, are_not_why_a_function_sets_errno_itself)
{
    struct wire_refusal mapping = {
        .object = WIRE_OBJECT_MAPPING, .error = EAGAIN, .bytes = 1ULL << 40};
    cr_assert_not(limits_explain_error(0, ENOMEM, NULL, &words));
    cr_assert_not(limits_explain_error(0, ENOMEM, &(struct wire_refusal){0}, &words));
    cr_assert_not(limits_explain_error(0, ENOMEM, &mapping, &words), "that was for EAGAIN");
}

Test(limits, of_queues_are_named_when_there_are_any)
{
    char folder[] = "/tmp/queues-XXXXXX";
    struct wire_refusal queue = {.object = WIRE_OBJECT_QUEUE, .error = EMFILE};
    setrlimit(RLIMIT_MSGQUEUE, &(struct rlimit){819200, 819200});
    cr_assert_not_null(mkdtemp(folder));
    setenv(QUEUES_VARIABLE, folder, 1);
    cr_assert_not(limits_explain_error(getpid(), EMFILE, &queue, &words));
    int folder_fd = open(folder, O_RDONLY | O_DIRECTORY);
    close(openat(folder_fd, "queue", O_CREAT | O_WRONLY, 0600));
    cr_assert(limits_explain_error(getpid(), EMFILE, &queue, &words));
    cr_assert_str_eq(words.text,
                     "limit reached: POSIX message queues, 1 of them take up all of 800 KiB");
    unlinkat(folder_fd, "queue", 0);
    close(folder_fd);
    rmdir(folder);
}

Test(limits, of_threads_are_told_by_what_pthread_create_returned)
{
    struct wire_refusal thread = {.object = WIRE_OBJECT_THREAD, .error = EAGAIN};
    cr_assert(limits_refusal_explains(&thread, EAGAIN));
    cr_assert(limits_refusal_explains(&thread, ENOMEM));
    cr_assert_not(limits_refusal_explains(&thread, ENOSPC));
}

Test(limits, of_timers_are_named_when_no_more_of_them_can_be_made)
{
    enum { TIMERS_MAX = 20 };
    struct sigevent event = {.sigev_notify = SIGEV_NONE};
    timer_t timer;
    setenv(LIMITS_VARIABLE, "0 20 262144 11 65536", 1); /* processes are not what it is about */
    setrlimit(RLIMIT_SIGPENDING, &(struct rlimit){1 << 20, 1 << 20});
    cr_assert_not(limits_explain_error(getpid(), EAGAIN, NULL, &words));
    setrlimit(RLIMIT_SIGPENDING, &(struct rlimit){TIMERS_MAX, TIMERS_MAX});
    int made = 0;
    while (made <= TIMERS_MAX && timer_create(CLOCK_REALTIME, &event, &timer) == 0) {
        made++;
    }
    cr_assert_leq(made, TIMERS_MAX);
    cr_assert(limits_explain_error(getpid(), EAGAIN, NULL, &words));
    cr_assert_not_null(strstr(words.text, "limit reached: timers and signals that wait, "));
    cr_assert_not_null(strstr(words.text, " of 20"));
}
