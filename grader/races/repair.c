/* Would it be right if every operation were seq_cst? If not, orders are not what is wrong with it. If so, one
 * after the other is tried alone, in the weakest order that is stronger than what the file has; and where none
 * alone is enough, all begin as seq_cst, and each is taken back as far as possible. */
#include "races/repair.h"

/* That the steps are enough for: for all but small programs fewer executions than a verdict is made of, which is enough for
 * a piece of advice. */
enum { TRIALS_AT_LEAST = 6 };

/* Right with a stronger order at this place, whatever the others have? Takes the weakest. */
static bool strengthens(struct trials *trials, struct order_site *site)
{
    unsigned count = 0;
    const uint8_t *known = orders_of_use(site->use, &count);
    for (unsigned i = 0; i < count && trials->steps_left > 0; i++) {
        site->taken = known[i];
        if (order_is_weaker(site->asked, known[i]) && trials_pass(trials)) {
            return true;
        }
    }
    site->taken = site->asked;
    return false;
}

static bool one_is_enough(struct trials *trials, struct orders *orders)
{
    for (unsigned i = 0; i < orders->count; i++) {
        orders_reset(orders);
        if (!orders->sites[i].varies && strengthens(trials, &orders->sites[i])) {
            return true;
        }
    }
    return false;
}

static bool several_are_enough(struct trials *trials, struct orders *orders)
{
    orders_reset(orders);
    for (unsigned i = 0; i < orders->count; i++) {
        orders->sites[i].taken = __ATOMIC_SEQ_CST;
    }
    for (unsigned i = 0; i < orders->count; i++) {
        struct order_site *site = &orders->sites[i];
        site->taken = site->asked;
        if (!trials_pass(trials) && !strengthens(trials, site)) {
            return false; /* the steps are used up, or an order that varies is to blame */
        }
    }
    return true;
}

static bool orders_are_to_blame(struct trials *trials, struct orders *orders)
{
    *orders = (struct orders){.strongest = true};
    return trials_pass(trials) &&
           (one_is_enough(trials, orders) || several_are_enough(trials, orders));
}

static bool an_atomic_object_is_enough(struct trials *trials, const struct raced *raced,
                                       struct orders *orders)
{
    const uint32_t size = raced->size;
    *orders = (struct orders){.atomic_offset = raced->offset, .atomic_size = size};
    return (size == 1 || size == 2 || size == 4 || size == 8) && trials_pass(trials);
}

bool repair_find(const struct trial *trial, const struct raced *raced, struct orders *orders)
{
    struct trials trials = {.trial = *trial,
                            .steps_left = trial->steps_max,
                            .steps_each = trial->steps_max / TRIALS_AT_LEAST,
                            .bound_least = 1};
    trials.trial.orders = orders;
    trials.trial.on_finding = NULL;
    return orders_are_to_blame(&trials, orders) ||
           an_atomic_object_is_enough(&trials, raced, orders);
}
