/* What watch tells the learner's record, and asks of it. */
#ifndef WORKBOOK_CLI_WATCH_RECORD_H
#define WORKBOOK_CLI_WATCH_RECORD_H

#include "watch/watch.h"

/* Fills in the plan's record, which is opened for each question anew: nothing is held between two. The plan's request
 * must be there already, and stays where it is. */
void watch_record_attach(struct watch_plan *plan);

#endif
