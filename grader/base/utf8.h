/* UTF-8 as defined by RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
 *
 * Bytes of student origin (program output, file names, source lines) may be anything at all. Before
 * they reach a terminal or a JSON document they go through the functions below.
 */
#ifndef WORKBOOK_BASE_UTF8_H
#define WORKBOOK_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* Decodes the character at the head of `bytes`: its length in bytes and *code; 0 when there is no
 * valid character (then one byte is to be skipped). `length` is at least 1. */
size_t utf8_decode(const char *bytes, size_t length, uint32_t *code);

/* Columns that a valid character takes on a terminal: 0, 1 or 2. Knows combining marks and the wide
 * East Asian blocks; wcwidth(3) would know more, and need a locale. */
unsigned utf8_columns(uint32_t code);

/* Copies `length` bytes as valid UTF-8: each byte outside a character becomes U+FFFD. */
void utf8_append_valid(struct text *text, const char *bytes, size_t length);

/* Copies `length` bytes so that a terminal shows them and obeys none of them. Control characters,
 * bytes that are no UTF-8, and characters that turn or hide text become \n, \t, \xNN or \u{NNNN}.
 * With `utf8` false every byte above 0x7e is written as \xNN. Backslashes stay as they are. */
void utf8_append_printable(struct text *text, const char *bytes, size_t length, bool utf8);

/* Copies a JSON document, in which characters that turn or hide text, and controls that JSON lets stand as they are,
 * become escapes (RFC 8259, 7): the same document, and fit for a terminal. */
void utf8_append_json(struct text *text, const char *bytes, size_t length);

#endif
