#include "base/own_time.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MS = 1000000, LOOK_MS = 20 };

Test(own_time, the_rule)
{
    cr_assert_eq(own_time_charge(100, 0, 0), 100, "asleep: the wait counts");
    cr_assert_eq(own_time_charge(100, 100, 0), 100, "at work: the work counts");
    cr_assert_eq(own_time_charge(100, 0, 100), 0, "starved: nothing counts");
    cr_assert_eq(own_time_charge(100, 30, 70), 30, "a share of a processor");
    cr_assert_eq(own_time_charge(100, 200, 300), 100, "many that are in each other's way");
    cr_assert_eq(own_time_charge(100, 10, 20), 80, "work, waits and sleep");
}

/* A parent that ended before the signal was asked for sends none. */
static void die_with(pid_t parent)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) {
        _exit(1);
    }
}

static pid_t start(void (*body)(void))
{
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0) {
        die_with(parent);
        body();
        _exit(0);
    }
    return pid;
}

static void stop(pid_t pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static void sleep_for_ever(void)
{
    for (;;) {
        pause();
    }
}

static void spin(void)
{
    for (;;) {
    }
}

static void have_a_spinning_child(void)
{
    pid_t parent = getpid();
    if (fork() == 0) {
        die_with(parent);
        spin();
    }
    sleep_for_ever();
}

/* Looks for so long; gives the time that counted. */
static uint64_t watch(pid_t pid, int wall_ms)
{
    struct own_time time;
    own_time_begin(&time, pid);
    while ((time.last_ns - time.begin_ns) / MS < (uint64_t)wall_ms) {
        poll(NULL, 0, LOOK_MS);
        own_time_spent_ms(&time);
    }
    uint64_t spent_ms = time.spent_ns / MS;
    own_time_finish(&time);
    return spent_ms;
}

Test(own_time, of_a_sleeper_is_the_wall_clock)
{
    pid_t pid = start(sleep_for_ever);
    cr_assert_geq(watch(pid, 300), 250);
    stop(pid);
}

/* Two loops of the two policies on one processor: the idle one hardly gets it. */
static void take_first_processor(int policy)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(sched_getcpu(), &set);
    sched_setaffinity(0, sizeof set, &set);
    sched_setscheduler(0, policy, &(struct sched_param){0});
}

/* As after Ctrl-Z and fg: the wait between two looks was that of whoever looks. */
Test(own_time, while_nobody_looks_stands_still)
{
    struct own_time time;
    pid_t pid = start(sleep_for_ever);
    own_time_begin(&time, pid);
    time.begin_ns -= UINT64_C(3600000) * MS;
    time.last_ns = time.begin_ns;
    cr_assert_leq(own_time_spent_ms(&time), OWN_TIME_LOOK_MOST_MS);
    cr_assert_not(own_time_is_over(&time, OWN_TIME_LOOK_MOST_MS + 60000));
    own_time_finish(&time);
    stop(pid);
}

Test(own_time, of_a_starved_loop_stands_still)
{
    take_first_processor(SCHED_OTHER);
    pid_t hog = start(spin);
    pid_t starved = start(spin);
    cr_assert_eq(sched_setscheduler(starved, SCHED_IDLE, &(struct sched_param){0}), 0);
    poll(NULL, 0, 100); /* what it had before it was idle is over */
    cr_assert_lt(watch(starved, 1000), 500);
    stop(starved);
    stop(hog);
}

Test(own_time, of_a_family_counts_its_children)
{
    pid_t pid = start(have_a_spinning_child);
    struct own_time time;
    own_time_begin(&time, pid);
    while (time.count < 2) {
        poll(NULL, 0, LOOK_MS);
        own_time_spent_ms(&time);
    }
    own_time_finish(&time);
    stop(pid);
}

Test(own_time, of_nobody_is_the_wall_clock)
{
    cr_assert_geq(watch(0, 100), 100);
}

Test(own_time, the_limit_is_reached)
{
    pid_t pid = start(sleep_for_ever);
    struct own_time time;
    own_time_begin(&time, pid);
    cr_assert_not(own_time_is_over(&time, 60000));
    while (!own_time_is_over(&time, 50)) {
        poll(NULL, 0, LOOK_MS);
    }
    own_time_finish(&time);
    stop(pid);
}
