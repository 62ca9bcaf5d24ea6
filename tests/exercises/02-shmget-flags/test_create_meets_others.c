/* Exercise 02, segment_create while another process is faster, or looks on: the call is stopped at each of
 * its system calls in turn. */
#include "create_meets_others.h"

#include "examiner/trace.h"

#include "shmget_flags_tests.h"

/* How many places to stop at are tried: more than a solution has. */
enum { STOPS_MAX = 12 };

struct rival {
    key_t key;
    unsigned stop_at; /* a system call, counted from 0 */
    unsigned seen;
    bool made;
    struct bystander there;
};

static enum trace_verdict make_first(const struct trace_stop *stop, void *context, int *error)
{
    struct rival *rival = context;
    (void)error;
    if (stop->moment != TRACE_BEFORE || rival->seen++ != rival->stop_at) {
        return TRACE_GO_ON;
    }
    if (kernel_find_segment(rival->key) == -1) {
        rival->there = bystander_make(rival->key, 100, 0640);
        rival->made = true;
    }
    return TRACE_LET_GO;
}

/* False when the call has made its segment, or come back, before that stop. */
static bool beat(struct actor *process, unsigned stop_at)
{
    struct rival rival = {.key = kernel_fresh_key(), .stop_at = stop_at};
    struct tracing tracing = {.visit = make_first, .context = &rival};
    check_situation("No segment has the key when the call begins, but another process makes one "
                    "while it runs, an instant before the call would have made it.");
    struct reply reply = actor_call_traced(process, &tracing, &segment_create, KEY(rival.key),
                                           SIZE(100), MODE(0600));
    if (rival.made) {
        expect_error(&reply, EEXIST,
                     "shmget(2): what a look before has found may be out of date; IPC_CREAT and "
                     "IPC_EXCL together look and make in one step");
        bystander_expect_kept(&rival.there);
    }
    kernel_remove_segment(kernel_find_segment(rival.key));
    return rival.made;
}

void create_expect_beaten(struct actor *process)
{
    for (unsigned stop_at = 0; stop_at < STOPS_MAX && beat(process, stop_at); stop_at++) {
    }
}

/* --- another process looks on --- */

/* What the segment may grant that was not asked for, at any moment. */
struct watch {
    key_t key;
    mode_t mode;
    mode_t excess;
};

static enum trace_verdict watch_mode(const struct trace_stop *stop, void *context, int *error)
{
    (void)error;
    struct watch *watch = context;
    struct shmid_ds info;
    if (stop->moment == TRACE_AFTER &&
        kernel_stat_segment(kernel_find_segment(watch->key), &info)) {
        watch->excess |= info.shm_perm.mode & 0777 & ~watch->mode;
    }
    return TRACE_GO_ON;
}

static void expect_never_more(const struct watch *watch, const char *function)
{
    expect_that(watch->excess == 0,
                "shmget(2): the mode goes into the flags of the call that makes the segment; what "
                "IPC_SET takes away afterwards, somebody has used before",
                "a segment that never grants more than it was asked to",
                "between two system calls of %s the segment granted 0%03o besides", function,
                watch->excess);
}

void create_expect_mode_never_more(struct actor *process)
{
    unsigned char created = 0;
    struct watch watch = {.key = kernel_fresh_key(), .mode = 0400};
    struct tracing tracing = {.visit = watch_mode, .context = &watch};
    check_situation("No segment has the key. Another process looks at the segment as soon as it "
                    "is there.");
    actor_call_traced(process, &tracing, &segment_create, KEY(watch.key), SIZE(100), MODE(0400));
    expect_never_more(&watch, "segment_create");
    watch.key = kernel_fresh_key();
    actor_call_traced(process, &tracing, &segment_ensure, KEY(watch.key), SIZE(100), MODE(0400),
                      CREATED(&created));
    expect_never_more(&watch, "segment_ensure");
}
