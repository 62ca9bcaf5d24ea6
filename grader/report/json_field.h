/* Fields of a verdict that is read: each is there and of its kind, or the document is no verdict, and the error
 * names the field. */
#ifndef WORKBOOK_REPORT_JSON_FIELD_H
#define WORKBOOK_REPORT_JSON_FIELD_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

/* Always false, with the error. */
bool json_lacks(const char *field, struct error *err);
/* A text or null. The text is owned by the caller, and replaces what is in its place. */
bool json_read_text(const json_t *object, const char *field, char **text, struct error *err);
/* A text that must be there. */
bool json_read_word(const json_t *object, const char *field, char **text, struct error *err);
bool json_read_integer(const json_t *object, const char *field, int64_t least, int64_t most,
                       int64_t *number, struct error *err);
/* From 1, or null: 0. */
bool json_read_position(const json_t *object, const char *field, unsigned *position,
                        struct error *err);

#endif
