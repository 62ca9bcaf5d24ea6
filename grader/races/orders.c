#include "races/orders.h"

#include <stddef.h>

enum { ACQUIRES = 1, RELEASES = 2, IN_ONE_ORDER = 4 };

/* What it promises. Consume is taken for acquire, as compilers do. */
static unsigned promises(uint8_t order)
{
    static const uint8_t bits[] = {
        [__ATOMIC_RELAXED] = 0,
        [__ATOMIC_CONSUME] = ACQUIRES,
        [__ATOMIC_ACQUIRE] = ACQUIRES,
        [__ATOMIC_RELEASE] = RELEASES,
        [__ATOMIC_ACQ_REL] = ACQUIRES | RELEASES,
        [__ATOMIC_SEQ_CST] = ACQUIRES | RELEASES | IN_ONE_ORDER,
    };
    return order < sizeof bits ? bits[order] : 0;
}

bool order_is_weaker(uint8_t order, uint8_t than)
{
    return promises(order) != promises(than) && (promises(order) & ~promises(than)) == 0;
}

const uint8_t *orders_of_use(enum order_use use, unsigned *count)
{
    static const uint8_t loads[] = {__ATOMIC_RELAXED, __ATOMIC_ACQUIRE, __ATOMIC_SEQ_CST};
    static const uint8_t stores[] = {__ATOMIC_RELAXED, __ATOMIC_RELEASE, __ATOMIC_SEQ_CST};
    static const uint8_t all[] = {__ATOMIC_RELAXED, __ATOMIC_ACQUIRE, __ATOMIC_RELEASE,
                                  __ATOMIC_ACQ_REL, __ATOMIC_SEQ_CST};
    *count = use == ORDER_LOAD || use == ORDER_STORE ? sizeof loads : sizeof all;
    return use == ORDER_LOAD ? loads : use == ORDER_STORE ? stores : all;
}

const char *order_name(int order)
{
    static const char *const names[] = {"relaxed", "consume", "acquire",
                                        "release", "acq_rel", "seq_cst"};
    return (size_t)order < sizeof names / sizeof names[0] ? names[order] : "?";
}

const char *order_use_name(enum order_use use)
{
    static const char *const names[ORDER_USES] = {[ORDER_LOAD] = "load",
                                                  [ORDER_STORE] = "store",
                                                  [ORDER_MODIFY] = "exchange",
                                                  [ORDER_COMPARE] = "compare-exchange",
                                                  [ORDER_FENCE] = "fence"};
    return names[use];
}

uint8_t orders_take(struct orders *orders, const struct order_site *found)
{
    for (unsigned i = 0; i < orders->count; i++) {
        struct order_site *site = &orders->sites[i];
        if (site->place == found->place) {
            site->varies = site->varies || site->asked != found->asked;
            const uint8_t fixed = site->varies ? found->asked : site->taken;
            return orders->strongest ? __ATOMIC_SEQ_CST : fixed;
        }
    }
    if (orders->count < ORDER_SITES_MAX) {
        struct order_site *site = &orders->sites[orders->count++];
        *site = *found;
        site->taken = site->asked;
    }
    return orders->strongest ? __ATOMIC_SEQ_CST : found->asked;
}

uint8_t orders_take_failure(uint8_t asked, uint8_t taken, uint8_t failure)
{
    static const uint8_t of_load[] = {
        [__ATOMIC_RELAXED] = __ATOMIC_RELAXED, [__ATOMIC_CONSUME] = __ATOMIC_CONSUME,
        [__ATOMIC_ACQUIRE] = __ATOMIC_ACQUIRE, [__ATOMIC_RELEASE] = __ATOMIC_RELAXED,
        [__ATOMIC_ACQ_REL] = __ATOMIC_ACQUIRE, [__ATOMIC_SEQ_CST] = __ATOMIC_SEQ_CST,
    };
    const uint8_t load = taken < sizeof of_load ? of_load[taken] : taken;
    if (order_is_weaker(taken, asked)) {
        return order_is_weaker(load, failure) ? load : failure;
    }
    return order_is_weaker(asked, taken) ? load : failure;
}

bool orders_make_atomic(const struct orders *orders, uint32_t offset, uint32_t size)
{
    return orders != NULL && orders->atomic_size > 0 && orders->atomic_offset == offset &&
           orders->atomic_size == size;
}

void orders_reset(struct orders *orders)
{
    orders->strongest = false;
    for (unsigned i = 0; i < orders->count; i++) {
        orders->sites[i].taken = orders->sites[i].asked;
    }
}
