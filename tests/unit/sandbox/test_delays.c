#include "sandbox/delays.h"
#include "sandbox/spawn.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

Test(delays, most_draws_are_none_and_a_seed_repeats)
{
    uint64_t generator = 7, again = 7;
    unsigned delayed = 0, of_long = 0;
    for (int i = 0; i < 100000; i++) {
        uint64_t delay_ns = delays_draw(&generator);
        cr_assert_eq(delay_ns, delays_draw(&again));
        cr_assert(delay_ns == 0 || (delay_ns >= 100000 && delay_ns <= 50000000));
        delayed += delay_ns != 0;
        of_long += delay_ns == 50000000;
    }
    cr_assert(delayed > 4000 && delayed < 10000, "%u", delayed);
    cr_assert(of_long > 20 && of_long < 300, "%u", of_long);
}

static char path[64];

static void make_path(void)
{
    snprintf(path, sizeof path, "/tmp/test_delays_%d", getpid());
}

static void remove_path(void)
{
    unlink(path);
}

TestSuite(delays, .init = make_path, .fini = remove_path);

/* Starts a shell script under confine with this option. */
static pid_t start(const char *option, int handover, const char *script)
{
    char program[] = CONFINE_PROGRAM, dashes[] = "--", shell[] = "/bin/sh", flag[] = "-c";
    char name[16], number[16], text[512];
    snprintf(name, sizeof name, "%s", option);
    snprintf(number, sizeof number, "%d", handover);
    snprintf(text, sizeof text, "%s", script);
    char *const with_socket[] = {program, name, number, dashes, shell, flag, text, NULL};
    char *const without[] = {program, name, dashes, shell, flag, text, NULL};
    struct error err;
    pid_t pid;
    cr_assert(spawn_start(&(struct spawn){.arguments = handover >= 0 ? with_socket : without,
                                          .input = -1,
                                          .output = -1,
                                          .errors = -1,
                                          .inherited = &handover,
                                          .inherited_count = handover >= 0},
                          &pid, &err),
              "%s", err.message);
    if (handover >= 0) {
        close(handover);
    }
    return pid;
}

static int await(pid_t pid)
{
    int status;
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    return status;
}

Test(delays, calls_of_a_confined_program_and_its_children_are_told, .timeout = 60)
{
    struct delays delays;
    struct error err;
    cr_assert(delays_start(&delays, path, 3, &err), "%s", err.message);
    int status = await(start("--delays", delays.handover,
                             "for i in 1 2 3 4 5 6 7 8; do /bin/true || exit 4; done; exit 7"));
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 7, "its work is not changed: %d", status);
    cr_assert_gt(atomic_load(&delays.table->calls), 50);
    cr_assert_gt(atomic_load(&delays.table->delayed), 0);
    uint64_t held_ns = 0;
    unsigned processes = 0;
    for (int i = 0; i < HELD_SLOTS; i++) {
        struct held_process *process = &delays.table->processes[i];
        held_ns += atomic_load(&process->held_ns);
        processes += atomic_load(&process->pid) != 0;
        cr_assert_eq(atomic_load(&process->since_ns), 0, "nobody is held any more");
    }
    cr_assert_gt(held_ns, 100000, "a delay takes time");
    cr_assert_gt(processes, 4, "children too");
    delays_stop(&delays);
}

Test(delays, a_program_can_be_killed_wherever_it_is_held, .timeout = 60)
{
    struct delays delays;
    struct error err;
    cr_assert(delays_start(&delays, path, 5, &err), "%s", err.message);
    pid_t pid = start("--delays", delays.handover, "while :; do : </dev/null; done");
    while (atomic_load(&delays.table->delayed) < 3) {
        sched_yield();
    }
    kill(pid, SIGKILL);
    int status = await(pid);
    cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, "%d", status);
    delays_stop(&delays);
}

Test(delays, nothing_is_told_without_the_option)
{
    int status = await(start("--idle", -1,
                             "grep -q '^Seccomp_filters:.1$' /proc/self/status && "
                             "exec chrt -p $$ | grep -q SCHED_IDLE"));
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%d", status);
}
