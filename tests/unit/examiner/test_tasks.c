#include "examiner/tasks.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static unsigned count(enum object_kind kind)
{
    struct objects objects = {0};
    unsigned found = 0;
    tasks_read(&objects, getpid());
    for (size_t i = 0; i < objects.count; i++) {
        found += objects.items[i].kind == kind;
    }
    objects_finish(&objects);
    return found;
}

/* Waits until the pipe, its argument, is at its end. */
static void *linger(void *pipe_end)
{
    char byte;
    return read(*(int *)pipe_end, &byte, 1) == 0 ? pipe_end : NULL;
}

Test(tasks, a_thread_is_there_until_it_is_joined, .timeout = 60)
{
    int ends[2];
    pthread_t threads[3];
    unsigned before = count(OBJECT_THREAD);
    cr_assert_eq(pipe(ends), 0);
    for (int i = 0; i < 3; i++) {
        cr_assert_eq(pthread_create(&threads[i], NULL, linger, &ends[0]), 0);
    }
    cr_assert_eq(count(OBJECT_THREAD), before + 3);
    close(ends[1]);
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
    }
    cr_assert_eq(count(OBJECT_THREAD), before);
}

static void *do_nothing(void *unused)
{
    return unused;
}

/* Joining ends before the kernel has taken the thread out of its lists. */
Test(tasks, a_joined_thread_is_never_seen, .timeout = 60)
{
    unsigned before = count(OBJECT_THREAD);
    for (int i = 0; i < 500; i++) {
        pthread_t thread;
        cr_assert_eq(pthread_create(&thread, NULL, do_nothing, NULL), 0);
        pthread_join(thread, NULL);
        cr_assert_eq(count(OBJECT_THREAD), before, "in round %d", i);
    }
}

Test(tasks, a_child_is_there_until_it_is_waited_for, .timeout = 60)
{
    siginfo_t info;
    unsigned before = count(OBJECT_CHILD);
    unsigned family = tasks_count_family(getpid(), 0);
    pid_t child = fork();
    if (child == 0) {
        _exit(0);
    }
    /* It has ended, and is not taken away. */
    cr_assert_eq(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT), 0);
    cr_assert_eq(count(OBJECT_CHILD), before + 1);
    cr_assert_eq(tasks_count_family(getpid(), 0), family + 1, "a zombie uses up a place");
    cr_assert_eq(waitpid(child, NULL, 0), child);
    cr_assert_eq(count(OBJECT_CHILD), before);
    cr_assert_eq(tasks_count_family(getpid(), 0), family);
}

/* The child makes a grandchild, says so, and both wait for the end of the other pipe. */
static void become_family(int say, int until)
{
    char byte = 'x';
    if (fork() == 0) {
        (void)!write(say, &byte, 1);
    }
    (void)!read(until, &byte, 1);
    while (wait(NULL) > 0) {
    }
    _exit(0);
}

Test(tasks, a_family_is_counted_with_grandchildren_and_without_the_exception, .timeout = 60)
{
    int say[2], until[2];
    char byte;
    unsigned before = tasks_count_family(getpid(), 0);
    cr_assert(pipe(say) == 0 && pipe(until) == 0);
    pid_t child = fork();
    if (child == 0) {
        close(until[1]);
        become_family(say[1], until[0]);
    }
    cr_assert_eq(read(say[0], &byte, 1), 1);
    cr_assert_eq(tasks_count_family(getpid(), 0), before + 2);
    cr_assert_eq(tasks_count_family(getpid(), child), before);
    close(until[1]);
    waitpid(child, NULL, 0);
}

Test(tasks, a_process_that_is_gone_has_none)
{
    cr_assert_eq(tasks_count_family(0, 0), 0);
}
