/* A timeline for programs: docs/seeing.md describes the members. */
#ifndef WORKBOOK_REPORT_TIMELINE_JSON_H
#define WORKBOOK_REPORT_TIMELINE_JSON_H

#include <jansson.h>

#include "base/text.h"
#include "model/timeline.h"

enum { TIMELINE_JSON_FORMAT_VERSION = 1 };

/* One document, with a newline at its end. `exercise` is the folder: "06-semaphore-upgrade". */
void timeline_json_write(const struct timeline *timeline, const char *exercise, struct text *out);

/* Who has the object attached, where, and how: the same in every document. The caller owns it. */
json_t *timeline_json_attachments(const struct timeline_object *object);
/* The values of its semaphores, likewise. */
json_t *timeline_json_values(const struct timeline_object *object);

#endif
