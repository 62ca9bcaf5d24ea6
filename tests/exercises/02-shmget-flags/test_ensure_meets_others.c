/* Exercise 02, segment_ensure while others are at work: it is stopped between its system calls. */
#include "examiner/trace.h"

#include "shmget_flags_tests.h"

#include <sys/syscall.h>
#include <unistd.h>

/* How many places to stop at are tried: more than a solution has. */
enum { STOPS_MAX = 12, TOGGLES_MAX = 12, MANY_TOGGLES = 300 };

static const char *ordinal(unsigned number)
{
    static const char *const names[] = {"1st", "2nd", "3rd", "4th",  "5th",  "6th",
                                        "7th", "8th", "9th", "10th", "11th", "12th"};
    return names[number - 1];
}

/* --- a second caller -------------------------------------------------------------------------- */

struct meeting {
    unsigned stop_at; /* a system call, counted from 1 */
    unsigned seen;
    key_t key;
    struct actor *other;
    unsigned char other_created;
    bool met;
    bool other_returned;
    struct reply other_reply;
};

static bool is_pause(long number)
{
    return number == SYS_nanosleep || number == SYS_clock_nanosleep || number == SYS_poll ||
           number == SYS_ppoll || number == SYS_select || number == SYS_pselect6;
}

/* Lets the other process run while the first is stopped: true when its call has come back, false
 * when it waits for the first one, which may hold a lock. A call that only pauses may go on. */
static bool let_other_run(struct actor *other)
{
    enum { PAUSES = 100, CPU_MS = 50 };
    for (unsigned pauses = 0; pauses < PAUSES; pauses++) {
        enum actor_progress progress = actor_await_progress(other, CPU_MS);
        if (progress == ACTOR_RETURNED) {
            return true;
        }
        long number = actor_sleeping_in(other);
        if (progress == ACTOR_SPINS || (number >= 0 && !is_pause(number))) {
            return false;
        }
    }
    return false;
}

static enum trace_verdict meet(const struct trace_stop *stop, void *context, int *error)
{
    (void)error;
    struct meeting *meeting = context;
    if (stop->moment != TRACE_BEFORE || ++meeting->seen != meeting->stop_at) {
        return TRACE_GO_ON;
    }
    meeting->met = true;
    actor_start(meeting->other, &segment_ensure, KEY(meeting->key), SIZE(100), MODE(0600),
                CREATED(&meeting->other_created));
    if (let_other_run(meeting->other)) {
        meeting->other_reply = actor_wait(meeting->other);
        meeting->other_returned = true;
    }
    return TRACE_LET_GO;
}

static void judge_meeting(const struct reply *reply, unsigned char created,
                          const struct meeting *meeting)
{
    static const char look_at_loser[] = "shmget(2): EEXIST after ENOENT means that somebody else "
                                        "was faster; then there is a segment to open";
    static const char look[] = "shmget(2), IPC_CREAT | IPC_EXCL: only a call that fails when the "
                               "segment exists can make one creator; what an earlier call found "
                               "may be out of date";
    expect_success(reply, look_at_loser);
    expect_success(&meeting->other_reply, look_at_loser);
    expect_that(reply->value == meeting->other_reply.value, look,
                "the same identifier for both processes",
                "each got an identifier of its own: they would never meet");
    expect_segment_of_key(reply, meeting->key);
    expect_that(created + meeting->other_created == 1, look,
                "*created to be true in exactly one of the two processes", "it is true in %s",
                created ? "both" : "neither");
}

/* False when the call makes fewer system calls than that. */
static bool try_meeting(struct actor *first, struct actor *second, unsigned stop_at)
{
    struct meeting meeting = {.stop_at = stop_at, .key = kernel_fresh_key(), .other = second};
    unsigned char created = 0;
    check_situation("No segment has the key. Process A calls segment_ensure and is stopped right "
                    "before its %s system call. Meanwhile process B makes the same call. Then A "
                    "goes on.",
                    ordinal(stop_at));
    struct tracing tracing = {.visit = meet, .context = &meeting};
    struct reply reply = actor_call_traced(first, &tracing, &segment_ensure, KEY(meeting.key),
                                           SIZE(100), MODE(0600), CREATED(&created));
    if (meeting.met) {
        if (!meeting.other_returned) {
            meeting.other_reply = actor_wait(second);
        }
        judge_meeting(&reply, created, &meeting);
    }
    kernel_remove_segment(kernel_find_segment(meeting.key));
    return meeting.met;
}

CHECK_NATIVELY(ensure_one_creator)
{
    struct actor *first = actor_spawn("process A");
    struct actor *second = actor_spawn("process B");
    unsigned stop_at = 1;
    while (stop_at <= STOPS_MAX && try_meeting(first, second, stop_at)) {
        stop_at++;
    }
    expect_that(stop_at > 1, "shmget(2)", "segment_ensure to ask the kernel for a segment",
                "it made no system call at all");
}

/* --- a segment that comes and goes ------------------------------------------------------------ */

/* The segment of the key at one moment. */
struct sighting {
    int id; /* -1: there was none */
    struct shmid_ds info;
};

struct toggling {
    unsigned left; /* times that the test will still interfere */
    bool begun;    /* the first shmget has been seen */
    key_t key;
    struct sighting asked; /* when shmget was called last, or when the call began */
};

static struct sighting see_segment(key_t key)
{
    struct sighting sighting = {.id = kernel_find_segment(key)};
    kernel_stat_segment(sighting.id, &sighting.info);
    return sighting;
}

static void toggle(key_t key)
{
    int id = kernel_find_segment(key);
    if (id == -1) {
        kernel_make_segment(key, 100, 0600);
    } else {
        kernel_remove_segment(id);
    }
}

static enum trace_verdict interfere(const struct trace_stop *stop, void *context, int *error)
{
    (void)error;
    struct toggling *toggling = context;
    bool asks = stop->number == SYS_shmget;
    if (stop->moment == TRACE_BEFORE) {
        if (toggling->begun && toggling->left > 0 && (asks || stop->number == SYS_shmctl)) {
            toggling->left--;
            toggle(toggling->key);
        }
        toggling->begun = toggling->begun || asks;
    } else if (asks) {
        toggling->asked = see_segment(toggling->key);
    }
    return TRACE_GO_ON;
}

/* A call may find the segment without shmget (SHM_STAT_ANY, /proc) or leave the work to a helper,
 * whose requests are not seen. So the segment that has the key in the end is right as well, and a
 * segment that the test did not make was made by the call. */
static void judge_survivor(const struct reply *reply, unsigned char created, key_t key,
                           const struct sighting *asked)
{
    struct sighting now = see_segment(key);
    const struct sighting *returned = reply->value == asked->id ? asked : &now;
    expect_that(reply->value == returned->id,
                "shmget(2), RETURN VALUE: an identifier from an earlier round names a segment that "
                "has gone",
                "the identifier of the segment that has the key now", "it is that of another one");
    bool made = returned->info.shm_cpid != getpid();
    expect_that(created == made,
                "shmget(2): set *created from the shmget that gave you the segment, not from a "
                "look before it",
                made ? "*created to be true: this call made the segment that it returned"
                     : "*created to be false: another process made the segment that was returned",
                "*created is %s",
                created == 0x5a ? "as it was before the call"
                : created       ? "true"
                                : "false");
}

static void tell_situation(unsigned times, bool exists)
{
    const char *before =
        exists ? "A segment of 100 bytes with this key exists" : "No segment has the key";
    if (times == 1) {
        check_situation("%s. Between the first request of the call to the kernel (shmget, shmctl) "
                        "and the second, another process %s.",
                        before, exists ? "removes it" : "makes one");
    } else {
        check_situation("%s. Before each further request of the call to the kernel (shmget, "
                        "shmctl), another process removes the segment if it is there and makes it "
                        "if it is not: %u times in all.",
                        before, times);
    }
}

static void survive(struct actor *process, unsigned times, bool exists)
{
    struct toggling toggling = {.left = times, .key = kernel_fresh_key()};
    unsigned char created = 0x5a;
    if (exists) {
        kernel_make_segment(toggling.key, 100, 0600);
    }
    toggling.asked = see_segment(toggling.key);
    tell_situation(times, exists);
    struct tracing tracing = {.visit = interfere, .context = &toggling};
    struct reply reply = actor_call_traced(process, &tracing, &segment_ensure, KEY(toggling.key),
                                           SIZE(100), MODE(0600), CREATED(&created));
    expect_success(&reply, "shmget(2): EEXIST and then ENOENT is no contradiction, the segment was "
                           "removed in between; ask again, as often as it takes");
    judge_survivor(&reply, created, toggling.key, &toggling.asked);
    kernel_remove_segment(kernel_find_segment(toggling.key));
}

CHECK_NATIVELY(ensure_survives_removal)
{
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    for (unsigned times = 1; times <= TOGGLES_MAX; times++) {
        survive(process, times, true);
        survive(process, times, false);
    }
    survive(process, MANY_TOGGLES, true);
}
