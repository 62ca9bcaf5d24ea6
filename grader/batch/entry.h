/* What a batch writes into the gradebook. A gradebook is used by one thread at a time. */
#ifndef WORKBOOK_BATCH_ENTRY_H
#define WORKBOOK_BATCH_ENTRY_H

#include "batch/handin_work.h"

/* The hand-in with its sources and what came of it. */
bool entry_record(const struct handin_work *work, const struct batch_plan *plan, struct error *err);

/* The students of the roster: who hands in nothing is in the class all the same. */
bool entry_record_roster(const struct batch_plan *plan, struct error *err);

#endif
