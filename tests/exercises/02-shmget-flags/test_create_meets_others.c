/* Exercise 02, segment_create while another process is faster: the call is stopped before each of
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
