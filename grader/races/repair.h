/* The smallest change of memory orders that mends a file in which something was found. */
#ifndef WORKBOOK_RACES_REPAIR_H
#define WORKBOOK_RACES_REPAIR_H

#include "races/trial.h"

/* True when orders are the culprit: with those that `orders` then takes, where they differ from what the
 * file asks for, all is right. One place where that is enough, otherwise a few of which none can be left
 * out. `steps_max` of the trial bounds all that is tried together. */
bool repair_find(const struct trial *trial, struct orders *orders);

#endif
