/* The weakest memory orders with which a file that is right would still be. */
#ifndef WORKBOOK_RACES_WEAKEST_H
#define WORKBOOK_RACES_WEAKEST_H

#include "races/trial.h"

struct weakest {
    struct orders orders;           /* `taken`: all of them together still pass */
    uint8_t alone[ORDER_SITES_MAX]; /* the weakest that passes when all others stay */
    bool unfinished;                /* the steps were used up: some orders were not tried */
};

/* What every atomic operation of the file could do with. `steps_max` of the trial bounds all that is tried together;
 * what passes does so in the trial's scenarios, and by its model. False, and nothing is told, when the
 * file as it is does not pass. */
bool weakest_find(const struct trial *trial, struct weakest *weakest);

#endif
