/* Text of any origin as JSON. */
#ifndef WORKBOOK_REPORT_JSON_TEXT_H
#define WORKBOOK_REPORT_JSON_TEXT_H

#include "base/text.h"

#include <jansson.h>
#include <stdint.h>

/* A new string with the bytes as valid UTF-8 (base/utf8.h); null for NULL. */
json_t *json_text(const char *bytes);

/* Points of a score: an integer where they are whole. */
json_t *json_points(int64_t hundredths);

/* Appends a document with a newline behind it (flags: jansson's JSON_INDENT and the like) and gives it
 * back. NULL is taken for a lack of memory: better no document than one that is cut short. */
void json_text_write(json_t *document, size_t flags, struct text *out);

#endif
