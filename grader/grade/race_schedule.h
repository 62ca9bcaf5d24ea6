/* The checker's report as a verdict holds it: the execution that goes wrong, and memory orders. */
#ifndef WORKBOOK_GRADE_RACE_SCHEDULE_H
#define WORKBOOK_GRADE_RACE_SCHEDULE_H

#include "model/schedule.h"
#include "stage/races.h"

/* Both owned by the caller. */
struct schedule *race_schedule_make(const struct races_report *report);
/* NULL: they were not asked for, or not found. */
struct weakest_orders *race_schedule_make_weakest(const struct races_report *report);

#endif
