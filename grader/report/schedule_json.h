/* The schedule of a races check, and what is said about memory orders, as a verdict's JSON has them
 * (docs/verdict.schema.json). */
#ifndef WORKBOOK_REPORT_SCHEDULE_JSON_H
#define WORKBOOK_REPORT_SCHEDULE_JSON_H

#include <jansson.h>

#include "base/error.h"
#include "model/schedule.h"

/* New; null for NULL. */
json_t *schedule_json_make(const struct schedule *schedule);
json_t *weakest_orders_json_make(const struct weakest_orders *weakest);

/* The field "schedule" of a check, and "weakest_orders" of an exercise. null, or no such field as in the verdicts of
 * older graders, leaves NULL. What has been read is the caller's also after a failure. */
bool schedule_json_read(const json_t *check, struct schedule **schedule, struct error *err);
bool weakest_orders_json_read(const json_t *exercise, struct weakest_orders **weakest,
                              struct error *err);

#endif
