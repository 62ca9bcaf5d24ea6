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
    setenv(LIMITS_VARIABLE, "64 20 262144 11 65536 20", 1);
    setenv(SHARED_VARIABLE, "/dev/shm", 1);
    setenv(TMP_VARIABLE, "/tmp", 1);
}

TestSuite(limits, .init = set_limits);

Test(limits, are_read_from_six_numbers)
{
    struct limits limits = limits_read("64 20 262144 11 65536 20");
    cr_assert_eq(limits.processes, 64);
    cr_assert_eq(limits.descriptors, 20);
    cr_assert_eq(limits.memory_kib, 262144);
    cr_assert_eq(limits.cpu_s, 11);
    cr_assert_eq(limits.shared_kib, 65536);
    cr_assert_eq(limits.run_s, 20);
}

Test(limits, that_are_not_six_numbers_are_none)
{
    cr_assert_eq(limits_read("64 20 262144 11 65536").processes, 0);
    cr_assert_eq(limits_read("").processes, 0);
}

Test(limits, of_memory_are_named_when_little_of_it_is_left)
{
    cr_assert(limits_explain_signal(SIGSEGV, 260000, NULL, &words));
    cr_assert_str_eq(words.text, "limit reached: memory of a process, 253 of 256 MiB");
    cr_assert_not(limits_explain_signal(SIGSEGV, 200000, NULL, &words));
    cr_assert_str_empty(words.text);
    cr_assert_not(limits_explain_signal(SIGSEGV, 0, NULL, &words));
}

Test(limits, are_named_by_the_signals_that_stand_for_them)
{
    cr_assert(limits_explain_signal(SIGXFSZ, 0, NULL, &words));
    cr_assert_str_eq(words.text, "limit reached: size of a file or object, 64 of 64 MiB");
    cr_assert(limits_explain_signal(SIGXCPU, 0, NULL, &words));
    cr_assert_str_eq(words.text, "limit reached: processor time of a process, 11 of 11 s");
    cr_assert_not(limits_explain_signal(SIGFPE, 260000, NULL, &words));
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
    thread.error = ENOMEM; /* for its stack */
    cr_assert(limits_refusal_explains(&thread, EAGAIN));
}

Test(limits, of_processes_are_told_by_one_that_was_refused)
{
    struct wire_refusal child = {.object = WIRE_OBJECT_CHILD, .error = EAGAIN};
    cr_assert(limits_explain_refused_task(&child, &words));
    cr_assert_str_eq(words.text, "limit reached: processes, 64 of 64, threads among them");
    struct wire_refusal thread = {.object = WIRE_OBJECT_THREAD, .error = EAGAIN};
    cr_assert(limits_explain_refused_task(&thread, &words));
    /* Of memory for its stack, and of something that is no process: */
    thread.error = ENOMEM;
    cr_assert_not(limits_explain_refused_task(&thread, &words));
    cr_assert_str_empty(words.text);
    struct wire_refusal timer = {.object = WIRE_OBJECT_SIGNAL, .error = EAGAIN};
    cr_assert_not(limits_explain_refused_task(&timer, &words));
    cr_assert_not(limits_explain_refused_task(&(struct wire_refusal){0}, &words));
}

Test(limits, of_processes_are_not_told_where_there_are_none)
{
    struct wire_refusal child = {.object = WIRE_OBJECT_CHILD, .error = EAGAIN};
    setenv(LIMITS_VARIABLE, "0 20 262144 11 65536 20", 1);
    cr_assert_not(limits_explain_refused_task(&child, &words));
}

Test(limits, of_signals_are_the_kernel_s_count)
{
    struct wire_refusal timer = {.object = WIRE_OBJECT_SIGNAL, .error = EAGAIN};
    setrlimit(RLIMIT_SIGPENDING, &(struct rlimit){1000000, 1000000});
    cr_assert_not(limits_explain_error(getpid(), EAGAIN, &timer, &words));
    setrlimit(RLIMIT_SIGPENDING, &(struct rlimit){0, 0});
    cr_assert(limits_explain_error(getpid(), EAGAIN, &timer, &words));
    cr_assert_not_null(strstr(words.text, "limit reached: timers and signals that wait, "), "%s",
                       words.text);
    cr_assert_not(limits_explain_error(getpid(), EAGAIN, NULL, &words), "nobody asked for one");
}

Test(limits, of_locked_memory_tell_what_was_asked_for)
{
    struct wire_refusal lock = {.object = WIRE_OBJECT_LOCK, .error = ENOMEM, .bytes = 32 << 20};
    setrlimit(RLIMIT_MEMLOCK, &(struct rlimit){8 << 20, 8 << 20});
    cr_assert(limits_explain_error(getpid(), ENOMEM, &lock, &words));
    cr_assert_str_eq(words.text,
                     "limit reached: locked memory, 32768 KiB asked for at once, of 8192 KiB");
}

Test(limits, of_a_file_tell_what_was_asked_for)
{
    struct wire_refusal size = {.object = WIRE_OBJECT_BYTES, .error = EFBIG, .bytes = 1ULL << 40};
    cr_assert(limits_explain_signal(SIGXFSZ, 0, &size, &words));
    cr_assert_str_eq(words.text, "limit reached: size of a file or object, 1048576 of 64 MiB");
    cr_assert(limits_explain_error(getpid(), EFBIG, &size, &words));
    cr_assert_not(limits_explain_error(getpid(), EFBIG, NULL, &words));
}

Test(limits, of_memory_are_why_a_pointer_that_was_refused_is_used)
{
    struct wire_refusal heap = {.object = WIRE_OBJECT_HEAP, .error = ENOMEM, .bytes = 1ULL << 40};
    cr_assert(limits_explain_signal(SIGSEGV, 5000, &heap, &words));
    cr_assert_str_eq(
        words.text,
        "limit reached: memory of a process, 1048576 MiB asked for at once, of 256 MiB");
}

Test(limits, of_memory_are_met_by_what_is_more_than_is_left)
{
    struct wire_refusal heap = {.object = WIRE_OBJECT_HEAP, .error = ENOMEM, .bytes = 200 << 20};
    cr_assert(limits_explain_signal(SIGSEGV, 205 << 10, &heap, &words));
    cr_assert_str_eq(
        words.text,
        "limit reached: memory of a process, 205 MiB and 200 more asked for, of 256 MiB");
    heap.bytes = 20 << 20;
    cr_assert_not(limits_explain_signal(SIGSEGV, 205 << 10, &heap, &words), "there was room");
}
