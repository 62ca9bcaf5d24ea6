/* Steps of ring_trial.h while another process is stopped in the middle of a call. No checks
 * here. */
#include "ring_trial.h"

/* Processor time after which a call is taken to wait for the stopped process. Too early is no
 * harm: it is then not judged, this once. */
enum { PATIENCE_CPU_MS = 20 };

/* The buffer of a pop that is under way must outlive the function that began it. */
static unsigned char *pop_buffer(void)
{
    static unsigned char item[ITEM_SIZE_MAX];
    return item;
}

static unsigned char *push_buffer(void)
{
    static unsigned char item[ITEM_SIZE_MAX];
    return item;
}

bool trial_end_push(struct trial *trial, struct actor *actor)
{
    struct reply reply = actor_wait(actor);
    if (reply.failed && reply.error == EAGAIN) {
        return false;
    }
    trial_judge_push(trial, &reply);
    return true;
}

bool trial_end_pop(struct trial *trial, struct actor *actor)
{
    struct reply reply = actor_wait(actor);
    if (reply.failed && reply.error == EAGAIN) {
        trial_judge_empty(trial, &reply, pop_buffer());
        return false;
    }
    if (trial_held(trial) == 0) {
        trial_judge_empty(trial, &reply, pop_buffer());
    }
    trial_judge_pop(trial, &reply, pop_buffer(),
                    "ring_buffer.h, the end: no item is ever torn. Copy the whole item first, then "
                    "let it be seen (stdatomic.h, memory_order_release)");
    return true;
}

bool trial_try_push(struct trial *trial, struct actor *actor, bool *done)
{
    char label[32];
    item_make(push_buffer(), trial->item_size, trial->next_in);
    snprintf(label, sizeof label, "item %u", trial->next_in);
    actor_start_quick(actor, &ring_push, AREA(trial->area),
                      NAMED(label, BYTES(push_buffer(), trial->item_size)));
    if (actor_await_progress(actor, PATIENCE_CPU_MS) != ACTOR_RETURNED) {
        return false;
    }
    *done = trial_end_push(trial, actor);
    return true;
}

bool trial_try_pop(struct trial *trial, struct actor *actor, bool *done)
{
    memset(pop_buffer(), ITEM_UNTOUCHED, trial->item_size);
    actor_start_quick(actor, &ring_pop, AREA(trial->area),
                      NAMED("&item", BUFFER(pop_buffer(), trial->item_size)));
    if (actor_await_progress(actor, PATIENCE_CPU_MS) != ACTOR_RETURNED) {
        return false;
    }
    *done = trial_end_pop(trial, actor);
    return true;
}
