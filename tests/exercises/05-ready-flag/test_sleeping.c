/* Exercise 05: what a call does while it waits. */
#include "examiner/second.h"
#include "examiner/trace.h"
#include "mailbox_waits.h"

#include <sys/syscall.h>

/* --- processor use ---------------------------------------------------------------------------- */

enum { WAITED_MS = 40, SHARE_LIMIT_PERCENT = 20 };

enum share { THRIFTY, WASTEFUL, UNKNOWN };

/* Delays count from before the call until after it: on a busy machine they can exceed it. */
static enum share share_of(const struct reply *reply)
{
    if (reply->elapsed_ns <= reply->delayed_ns) {
        return UNKNOWN;
    }
    uint64_t own_ns = reply->elapsed_ns - reply->delayed_ns;
    return reply->cpu_ns * 100 < own_ns * SHARE_LIMIT_PERCENT ? THRIFTY : WASTEFUL;
}

/* `*waster` is told when there is one. */
static enum share wait_thriftily(struct waiter *reader, struct waiter *writer, int timeout_ms,
                                 struct waiter **waster)
{
    check_situation("A reader waits at an empty box, a writer at a full one.");
    second_await_room(timeout_ms);
    waiter_start(writer, timeout_ms);
    waiter_start(reader, timeout_ms);
    struct reply of_writer = actor_wait(writer->actor);
    struct reply of_reader = actor_wait(reader->actor);
    enum share writers = share_of(&of_writer);
    enum share readers = share_of(&of_reader);
    if (readers == WASTEFUL || writers == WASTEFUL) {
        *waster = readers == WASTEFUL ? reader : writer;
    }
    return readers != THRIFTY ? readers : writers;
}

/* What a call does between two looks. */
struct looks {
    unsigned naps; /* that the kernel granted */
    bool refused;  /* a nap was, with EINVAL */
    bool yields;
};

static bool is_nap(long number)
{
    static const long naps[] = {
        SYS_clock_nanosleep,
        SYS_nanosleep,
        SYS_ppoll,
        SYS_pselect6,
        SYS_epoll_pwait,
#ifdef SYS_poll
        SYS_poll,
        SYS_select,
        SYS_epoll_wait,
#endif
    };
    for (size_t i = 0; i < sizeof naps / sizeof naps[0]; i++) {
        if (number == naps[i]) {
            return true;
        }
    }
    return false;
}

static enum trace_verdict note_look(const struct trace_stop *stop, void *context, int *error)
{
    (void)error;
    struct looks *looks = context;
    if (stop->moment == TRACE_AFTER) {
        looks->yields = looks->yields || stop->number == SYS_sched_yield;
        looks->naps += is_nap(stop->number) && stop->result != -EINVAL;
        looks->refused = looks->refused || (is_nap(stop->number) && stop->result == -EINVAL);
    }
    return TRACE_GO_ON;
}

static const char *name_waste(const struct looks *looks)
{
    if (looks->refused) {
        return "waiting kept the processor busy: each nap was refused with EINVAL (a tv_nsec above "
               "999999999, perhaps), and the loop went on at once";
    }
    if (looks->naps > 0) {
        return "waiting kept the processor busy: it sleeps now and then, and runs in between";
    }
    return looks->yields
               ? "waiting kept the processor busy: sched_yield(2) returns at once when nobody else "
                 "wants to run"
               : "waiting kept the processor busy: it looks at the flag again and again and never "
                 "sleeps";
}

/* Once more, to see what it does instead of sleeping. */
_Noreturn static void report_waste(struct waiter *waster)
{
    enum { SEEN_MS = 20 };
    struct looks looks = {0};
    struct tracing tracing = {.visit = note_look, .context = &looks};
    check_situation("The box is %s.", waster->sends ? "full" : "empty");
    if (waster->sends) {
        actor_call_traced(waster->actor, &tracing, &f_send, AREA(waster->box),
                          LETTER(&waster->letter), INT(SEEN_MS));
    } else {
        actor_call_traced(waster->actor, &tracing, &f_receive, AREA(waster->box),
                          BUFFER(waster->buffer, sizeof waster->buffer),
                          SIZE(sizeof waster->buffer), INT(SEEN_MS));
    }
    check_fail("nanosleep(2) between two looks, and what it returns",
               "a waiting call to sleep, and to use less than a fifth of a processor", "%s",
               name_waste(&looks));
}

/* The longer the wait the less a busy machine can blur it. */
static void judge_share(struct waiter *reader, struct waiter *writer)
{
    struct attempts attempts = {0};
    enum share share = UNKNOWN;
    struct waiter *waster = NULL;
    int timeout_ms = WAITED_MS;
    while (share != THRIFTY && attempts_more(&attempts)) {
        share = wait_thriftily(reader, writer, timeout_ms, &waster);
        timeout_ms *= 2;
    }
    if (share != THRIFTY && waster != NULL) {
        report_waste(waster);
    }
}

/* --- system calls ----------------------------------------------------------------------------- */

/* What sleeps, reads a clock, or is the C library's own: memory for malloc, the return from a
 * signal handler. */
static bool is_allowed(long number)
{
    static const long allowed[] = {
        SYS_clock_nanosleep,
        SYS_nanosleep,
        SYS_clock_gettime,
        SYS_clock_getres,
        SYS_gettimeofday,
        SYS_times,
        SYS_ppoll,
        SYS_pselect6,
        SYS_sched_yield,
        SYS_restart_syscall,
        SYS_rt_sigreturn,
        SYS_brk,
        SYS_mmap,
        SYS_munmap,
        SYS_mprotect,
        SYS_mremap,
        SYS_madvise,
        SYS_getrandom,
        SYS_epoll_pwait,
#ifdef SYS_poll
        SYS_poll,
        SYS_select,
        SYS_time,
        SYS_epoll_wait,
#endif
    };
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
        if (number == allowed[i]) {
            return true;
        }
    }
    return false;
}

static const char *kind_of(long number)
{
    switch (number) {
    case SYS_futex:
        return "futex(2): it waits for, or wakes, somebody as a semaphore or a mutex does";
    case SYS_semop:
    case SYS_semtimedop:
    case SYS_semctl:
    case SYS_semget:
        return "semop(2) or one of its kin: a System V semaphore";
    case SYS_write:
        return "write(2): it prints or sends something";
    default:
        return "one that neither sleeps nor reads a clock";
    }
}

static enum trace_verdict note_call(const struct trace_stop *stop, void *context, int *error)
{
    (void)error;
    long *refused = context;
    if (stop->moment == TRACE_BEFORE && *refused < 0 && !is_allowed(stop->number)) {
        *refused = stop->number;
    }
    return TRACE_GO_ON;
}

static void judge_calls(long refused)
{
    expect_that(refused < 0,
                "ready_flag.h: the flag does it; no system call but sleeping and reading the clock",
                "no system call but sleeping and reading the clock", "it made another one: %s",
                kind_of(refused));
}

static void trace_send(struct actor *process, struct area *box, int timeout_ms)
{
    long refused = -1;
    struct letter letter;
    letter_write(&letter, SHORT);
    struct tracing tracing = {.visit = note_call, .context = &refused};
    actor_call_traced(process, &tracing, &f_send, AREA(box), LETTER(&letter), INT(timeout_ms));
    judge_calls(refused);
}

static void trace_receive(struct actor *process, struct area *box, int timeout_ms)
{
    long refused = -1;
    char buffer[WIDE];
    memset(buffer, UNTOUCHED, sizeof buffer);
    struct tracing tracing = {.visit = note_call, .context = &refused};
    actor_call_traced(process, &tracing, &f_receive, AREA(box), BUFFER(buffer, sizeof buffer),
                      SIZE(sizeof buffer), INT(timeout_ms));
    judge_calls(refused);
}

static void judge_system_calls(struct actor *process)
{
    enum { TRACED_MS = 10 };
    struct area *box = box_create(process, "the mailbox");
    check_situation("The box is empty.");
    trace_receive(process, box, TRACED_MS);
    trace_send(process, box, TRACED_MS);
    check_situation("The box is full.");
    trace_send(process, box, TRACED_MS);
    trace_receive(process, box, TRACED_MS);
}

/* --- how soon it looks again ------------------------------------------------------------------ */

/* The deadline is far off: however busy the machine is, the other process acts before it. */
enum { DEADLINE_MS = 2000, NOTICED_MS = 300 };

/* True when the call came back soon after it could, in time that it had for itself. */
static bool is_noticed(struct waiter *waiter, struct actor *other)
{
    struct letter letter;
    check_situation("The box is %s; once the call sleeps, another process %s.",
                    waiter->sends ? "full" : "empty",
                    waiter->sends ? "receives that message" : "sends a message");
    waiter_start(waiter, DEADLINE_MS);
    if (actor_await_asleep(waiter->actor)) {
        waiter_release(waiter, other, &letter);
    }
    uint64_t released_ms = waiter_own_ms(waiter);
    struct reply reply = actor_wait(waiter->actor);
    expect_success(&reply, "the wait ends when the flag says that it is your turn");
    uint64_t own_ms =
        (reply.elapsed_ns - (reply.delayed_ns < reply.elapsed_ns ? reply.delayed_ns : 0)) / 1000000;
    return own_ms < released_ms + NOTICED_MS;
}

static void judge_noticing(struct waiter *waiter, struct actor *other)
{
    struct attempts attempts = {0};
    bool noticed = false;
    while (!noticed && attempts_more(&attempts)) {
        noticed = is_noticed(waiter, other);
    }
    expect_that(noticed,
                "a short nap between two looks at the flag, not one sleep until the deadline",
                "the call to find out soon that it is its turn",
                "it slept on until its deadline, and found out only then");
}

CHECK_NATIVELY(sleeps_between_looks)
{
    struct waiter reader;
    struct waiter writer;
    struct actor *other = actor_spawn("another process");
    waiter_init(&reader, false);
    waiter_init(&writer, true);
    area_map(reader.box, other);
    area_map(writer.box, other);
    judge_share(&reader, &writer);
    judge_system_calls(other);
    judge_noticing(&reader, other);
    judge_noticing(&writer, other);
}
