/* A string that grows: the way to build any text whose length is not known beforehand.
 *
 *     AUTO_TEXT struct text text = {0};
 *     text_append(&text, "segment ");
 *     text_format(&text, "%d", shmid);
 *     return text_steal(&text);
 *
 * All zero is the empty text. The struct owns its bytes until text_finish or text_steal; its bytes
 * always end with a terminator that `length` does not count. Out of memory: see base/memory.h.
 */
#ifndef WORKBOOK_BASE_TEXT_H
#define WORKBOOK_BASE_TEXT_H

#include <stdarg.h>
#include <stddef.h>

#include "base/cleanup.h"

struct text {
    char *bytes;     /* NULL while empty: read it through text_string() */
    size_t length;   /* bytes, without the terminator */
    size_t capacity; /* bytes that are allocated */
};

#define AUTO_TEXT AUTO(text_finish)

void text_finish(struct text *text); /* frees; leaves the empty text */
void text_clear(struct text *text);  /* empties; keeps the memory */

void text_append(struct text *text, const char *string);
void text_append_bytes(struct text *text, const char *bytes, size_t length);
void text_append_repeated(struct text *text, char byte, size_t count);
void text_format(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_format_list(struct text *text, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* How many of the bytes stand before the first newline; all of them when there is none. */
size_t text_line_length(const char *bytes, size_t length);

/* What has been built so far: never NULL; valid until the text changes. */
const char *text_string(const struct text *text);

/* The built string, never NULL, owned by the caller; the text is empty afterwards. */
char *text_steal(struct text *text);

#endif
