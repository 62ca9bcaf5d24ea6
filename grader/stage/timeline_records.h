/* The records of a recorder (examiner/recorder.h describes them), one by one, as a timeline. */
#ifndef WORKBOOK_STAGE_TIMELINE_RECORDS_H
#define WORKBOOK_STAGE_TIMELINE_RECORDS_H

#include "model/timeline.h"

#include <jansson.h>
#include <stdbool.h>

/* Is it one of theirs? */
bool timeline_records_know(const char *kind);

/* Takes it in. False when it lacks a part or speaks of an actor that was never spawned. What is
 * more than the limits of model/timeline.h is left out, and the timeline marked as cut. */
bool timeline_records_take(struct timeline *timeline, json_t *record);

#endif
