/* Each order alone first, from the weakest that the operation can have. Then together: one after the other is
 * weakened as far as it could be alone, or less, and stays so. What comes of it is one of the weakest sets and not
 * the only one: two places may each do without their order as long as the other keeps it. */
#include "races/weakest.h"

/* That the steps are enough for. */
enum { TRIALS_AT_LEAST = 3 };

/* The weakest order at this place with which all is right, not weaker than `least`, whatever the others have. */
static void weaken(struct trials *trials, struct order_site *site, uint8_t least)
{
    unsigned count = 0;
    const uint8_t *known = orders_of_use(site->use, &count);
    for (unsigned i = 0; i < count && trials->steps_left > 0; i++) {
        site->taken = known[i];
        if (order_is_weaker(known[i], site->asked) && !order_is_weaker(known[i], least) &&
            trials_pass(trials)) {
            return;
        }
    }
    site->taken = site->asked;
}

static void weaken_each_alone(struct trials *trials, struct weakest *weakest)
{
    struct orders *orders = &weakest->orders;
    for (unsigned i = 0; i < orders->count; i++) {
        orders_reset(orders);
        if (!orders->sites[i].varies) {
            weaken(trials, &orders->sites[i], __ATOMIC_RELAXED);
        }
        weakest->alone[i] = orders->sites[i].taken;
    }
}

static void weaken_together(struct trials *trials, struct weakest *weakest)
{
    struct orders *orders = &weakest->orders;
    for (unsigned i = 0; i < orders->count; i++) {
        orders->sites[i].taken = weakest->alone[i];
    }
    if (trials_pass(trials)) {
        return;
    }
    orders_reset(orders);
    for (unsigned i = 0; i < orders->count; i++) {
        weaken(trials, &orders->sites[i], weakest->alone[i]);
    }
}

bool weakest_find(const struct trial *trial, struct weakest *weakest)
{
    struct trials trials = {.trial = *trial,
                            .steps_left = trial->steps_max,
                            .steps_each = trial->steps_max / TRIALS_AT_LEAST,
                            .bound_least = search_defaults().surprises_max};
    trials.trial.orders = &weakest->orders;
    trials.trial.on_finding = NULL;
    *weakest = (struct weakest){0};
    if (!trials_pass(&trials)) {
        return false;
    }
    weaken_each_alone(&trials, weakest);
    weaken_together(&trials, weakest);
    weakest->unfinished = trials.steps_left == 0;
    return true;
}
