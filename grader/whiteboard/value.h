/* Bytes of shared memory as words for people: numbers in decimal, text as text, addresses in hex,
 * semaphores as what they count. The words may hold any bytes of text: a sheet tames them. */
#ifndef WORKBOOK_WHITEBOARD_VALUE_H
#define WORKBOOK_WHITEBOARD_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "model/shape.h"

/* One element of a field, which is no struct: `bytes` has field->size of them. */
void value_append(struct text *text, const struct shape_field *field, const unsigned char *bytes);

/* What a learner should be warned of in this value; NULL: nothing. */
const char *value_warning(const struct shape_field *field, const unsigned char *bytes);

/* An array of characters: "its text" up to the terminator, or what there is and that it has none. */
void value_append_text(struct text *text, const unsigned char *bytes, size_t length);
/* Whether the bytes begin with a text that a person would take for one: printable up to a
 * terminator, and at least one character. */
bool value_is_text(const unsigned char *bytes, size_t length);

/* "62 71 6d", at most `most` of them, and "…" when there are more. */
void value_append_hex(struct text *text, const unsigned char *bytes, size_t length, size_t most);

#endif
