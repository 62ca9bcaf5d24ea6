/* The smallest change of memory orders, or else of one object's kind, that mends a file in which something was found. */
#ifndef WORKBOOK_RACES_REPAIR_H
#define WORKBOOK_RACES_REPAIR_H

#include "races/trial.h"

/* Two plain accesses to the same object that race. Size 0: there are none, or not to the same bytes. */
struct raced {
    uint32_t offset, size;
};

/* True when there is one. With the orders that `orders` then takes, where they differ from what the file asks for, all is
 * right: one place where that is enough, otherwise a few of which none can be left out. Or with the raced object
 * as an atomic one, and no other order. `steps_max` of the trial bounds all that is tried together. */
bool repair_find(const struct trial *trial, const struct raced *raced, struct orders *orders);

#endif
