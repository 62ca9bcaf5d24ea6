#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static void text_reserve(struct text *text, size_t extra)
{
    size_t needed = text->length + extra + 1;
    assert(needed > extra);
    if (needed <= text->capacity) {
        return;
    }
    size_t capacity = text->capacity > 0 ? text->capacity : 64;
    while (capacity < needed) {
        capacity *= 2;
    }
    text->bytes = memory_resize(text->bytes, capacity, 1);
    text->capacity = capacity;
}

void text_finish(struct text *text)
{
    free(text->bytes);
    *text = (struct text){0};
}

void text_clear(struct text *text)
{
    text->length = 0;
    if (text->bytes != NULL) {
        text->bytes[0] = '\0';
    }
}

void text_append_bytes(struct text *text, const char *bytes, size_t length)
{
    text_reserve(text, length);
    if (length > 0) {
        memcpy(text->bytes + text->length, bytes, length);
    }
    text->length += length;
    text->bytes[text->length] = '\0';
}

void text_append(struct text *text, const char *string)
{
    text_append_bytes(text, string, strlen(string));
}

void text_append_repeated(struct text *text, char byte, size_t count)
{
    text_reserve(text, count);
    memset(text->bytes + text->length, byte, count);
    text->length += count;
    text->bytes[text->length] = '\0';
}

void text_format_list(struct text *text, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    assert(length >= 0);
    text_reserve(text, (size_t)length);
    (void)vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
    text->length += (size_t)length;
    va_end(again);
}

void text_format(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    text_format_list(text, format, arguments);
    va_end(arguments);
}

size_t text_line_length(const char *bytes, size_t length)
{
    const char *newline = length > 0 ? memchr(bytes, '\n', length) : NULL;
    return newline != NULL ? (size_t)(newline - bytes) : length;
}

const char *text_string(const struct text *text)
{
    return text->bytes != NULL ? text->bytes : "";
}

char *text_steal(struct text *text)
{
    text_reserve(text, 0);
    text->bytes[text->length] = '\0';
    char *bytes = text->bytes;
    *text = (struct text){0};
    return bytes;
}
