#include "protocol/refused_calls.h"
#include "sandbox/confine.h"
#include "sandbox/confine_calls.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs the function in a child under the filter, and gives the child's wait status. What it returns
 * becomes the exit status: 0, or the number of the step that went wrong. */
static int run_filtered(int (*steps)(void))
{
    int status;
    pid_t pid = fork();
    cr_assert_geq(pid, 0);
    if (pid == 0) {
        _exit(confine_load_filter() ? steps() : 99);
    }
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    return status;
}

#define STEP(number, condition)                                                                    \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            return (number);                                                                       \
        }                                                                                          \
    } while (0)

static bool fails_with(int error, long result)
{
    return result == -1 && errno == error;
}

static void *do_nothing(void *unused)
{
    return unused;
}

static int use_what_exercises_need(void)
{
    int pair[2], status;
    pthread_t thread;
    pid_t child = fork();
    if (child == 0) {
        _exit(7);
    }
    STEP(1, waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 7);
    STEP(2,
         pthread_create(&thread, NULL, do_nothing, NULL) == 0 && pthread_join(thread, NULL) == 0);
    STEP(3, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) == 0);
    int id = shmget(IPC_PRIVATE, 1, 0600);
    STEP(4, id != -1 && shmctl(id, IPC_RMID, NULL) == 0);
    STEP(5, prctl(PR_SET_NAME, "student", 0, 0, 0) == 0);
    STEP(6, !isatty(pair[0]) && errno == ENOTTY);
    /* EINVAL: a kernel without Yama. */
    STEP(7, prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0) == 0 || errno == EINVAL);
    return 0;
}

Test(filter, lets_through_what_exercises_need, .timeout = 60)
{
    int status = run_filtered(use_what_exercises_need);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "wait status %d", status);
}

static int reach_for_the_kernel(void)
{
    char byte = 'x';
    STEP(1, fails_with(EPERM, syscall(SYS_mount, NULL, NULL, NULL, 0, NULL)));
    STEP(2, fails_with(EPERM, syscall(SYS_ptrace, 0, 0, 0, 0)));
    STEP(3, fails_with(EPERM, syscall(SYS_unshare, CLONE_NEWUSER)));
    STEP(4, fails_with(EPERM, syscall(SYS_bpf, 0, NULL, 0)));
    STEP(5, fails_with(EPERM, syscall(SYS_personality, 0xffffffff)));
    STEP(6, fails_with(EPERM, syscall(SYS_memfd_create, "x", 0)));
    STEP(7, fails_with(EPERM, syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, NULL)));
    STEP(8, fails_with(EPERM, socket(AF_INET, SOCK_STREAM, 0)));
    STEP(9, fails_with(EPERM, prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)));
    STEP(10, fails_with(EPERM, ioctl(STDIN_FILENO, TIOCSTI, &byte)));
    STEP(11, fails_with(EPERM, syscall(SYS_prlimit64, getppid(), 0, NULL, NULL)));
    STEP(12, fails_with(EPERM, prctl(PR_SET_PTRACER, 0, 0, 0, 0)));
    return 0;
}

Test(filter, refuses_what_reaches_for_the_kernel, .timeout = 60)
{
    int status = run_filtered(reach_for_the_kernel);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "wait status %d", status);
}

/* Of a process itself: without namespaces all others of its user could be named. */
static int take_shares_of_others(void)
{
    const struct sched_param none = {0};
    cpu_set_t processors;
    sched_getaffinity(0, sizeof processors, &processors);
    STEP(1, setpriority(PRIO_PROCESS, 0, 19) == 0);
    STEP(2, fails_with(EPERM, setpriority(PRIO_PROCESS, (id_t)getppid(), 19)));
    STEP(3, fails_with(EPERM, setpriority(PRIO_PGRP, 0, 19)));
    STEP(4, fails_with(EPERM, setpriority(PRIO_USER, 0, 19)));
    STEP(5, sched_setaffinity(0, sizeof processors, &processors) == 0);
    STEP(6, fails_with(EPERM, sched_setaffinity(getppid(), sizeof processors, &processors)));
    STEP(7, sched_setscheduler(0, SCHED_BATCH, &none) == 0);
    STEP(8, fails_with(EPERM, sched_setscheduler(getppid(), SCHED_BATCH, &none)));
    STEP(9, sched_setparam(0, &none) == 0);
    STEP(10, fails_with(EPERM, sched_setparam(getppid(), &none)));
    STEP(11, fails_with(EPERM, syscall(SYS_sched_setattr, getppid(), NULL, 0)));
    return 0;
}

Test(filter, leaves_the_shares_of_others_alone, .timeout = 60)
{
    int status = run_filtered(take_shares_of_others);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "wait status %d", status);
}

/* What is told is refused anyway, and with the error that is told. */
static int make_calls_that_are_told(void)
{
    static const unsigned numbers[] = {
#define NUMBER(name) SYS_##name,
        REFUSED_CALLS(NUMBER)
#undef NUMBER
    };
    for (int i = 0; i < (int)(sizeof numbers / sizeof numbers[0]); i++) {
        STEP(i + 1, fails_with(REFUSED_CALL_ERROR(numbers[i]), syscall(numbers[i], 0, 0, 0, 0, 0)));
    }
    return 0;
}

Test(filter, refuses_what_is_told_to_be_refused, .timeout = 60)
{
    int status = run_filtered(make_calls_that_are_told);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "wait status %d", status);
}

/* The kernel takes the lower half of these arguments: bits above must neither let a refused value
 * through nor count. */
static int set_high_bits(void)
{
    const unsigned long above = 1UL << 32;
    char byte = 'x';
    STEP(1, fails_with(EPERM, syscall(SYS_ioctl, STDIN_FILENO, above | TIOCSTI, &byte)));
    STEP(2, fails_with(EPERM, syscall(SYS_socket, above | AF_INET, SOCK_STREAM, 0)));
    STEP(3, fails_with(EPERM, syscall(SYS_prctl, above | PR_SET_DUMPABLE, 0, 0, 0, 0)));
    STEP(4, syscall(SYS_socket, above | AF_UNIX, SOCK_STREAM, 0) >= 0);
    return 0;
}

Test(filter, looks_at_what_the_kernel_looks_at, .timeout = 60)
{
    int status = run_filtered(set_high_bits);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "wait status %d", status);
}

static int ask_for_new_clones(void)
{
    static const unsigned long flags[] = {
        CLONE_NEWNS,  CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER,
        CLONE_NEWPID, CLONE_NEWNET,    CLONE_PARENT, CLONE_PTRACE, CLONE_UNTRACED};
    for (int i = 0; i < (int)(sizeof flags / sizeof flags[0]); i++) {
        long pid = syscall(SYS_clone, flags[i] | SIGCHLD, NULL, NULL, NULL, NULL);
        if (pid == 0) {
            _exit(0);
        }
        STEP(i + 1, fails_with(EPERM, pid));
    }
    return 0;
}

Test(filter, refuses_clones_into_namespaces_or_away_from_their_maker, .timeout = 60)
{
    int status = run_filtered(ask_for_new_clones);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "wait status %d", status);
}

static int try_what_is_new(void)
{
    enum { CLONE3 = 435, IO_URING_SETUP = 425, OPENAT2 = 437, NOT_YET_KNOWN = 599 };
    STEP(1, fails_with(ENOSYS, syscall(CLONE3, NULL, 0)));
    STEP(2, fails_with(ENOSYS, syscall(IO_URING_SETUP, 1, NULL)));
    STEP(3, fails_with(ENOSYS, syscall(OPENAT2, -1, NULL, NULL, 0)));
    STEP(4, fails_with(ENOSYS, syscall(NOT_YET_KNOWN)));
    return 0;
}

Test(filter, knows_no_newer_calls, .timeout = 60)
{
    int status = run_filtered(try_what_is_new);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "wait status %d", status);
}

#if defined(__x86_64__)
static int call_by_x32(void)
{
    syscall(0x40000000 + SYS_getpid);
    return 0;
}

Test(filter, kills_whoever_calls_by_foreign_numbers, .timeout = 60)
{
    int status = run_filtered(call_by_x32);
    cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS, "wait status %d", status);
}
#endif

/* A name that no architecture knows is a slip of the pen, and its call would be refused. */
Test(filter, lists_names_that_exist_and_each_once)
{
    for (size_t i = 0; i < confine_call_groups; i++) {
        for (const char *const *name = confine_calls[i].names; *name != NULL; name++) {
            unsigned found = 0;
            cr_expect_neq(seccomp_syscall_resolve_name(*name), __NR_SCMP_ERROR, "%s", *name);
            for (size_t k = 0; k < confine_call_groups; k++) {
                for (const char *const *other = confine_calls[k].names; *other != NULL; other++) {
                    found += strcmp(*name, *other) == 0;
                }
            }
            cr_expect_eq(found, 1, "%s is listed %u times", *name, found);
        }
    }
}
