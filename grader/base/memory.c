#include "base/memory.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Noreturn void memory_give_up(void)
{
    static const char sentence[] = "grader: the machine has no memory left; close other programs "
                                   "or raise the limit (ulimit -v), then try again\n";
    /* write and not stdio, which may want memory. */
    ssize_t ignored = write(STDERR_FILENO, sentence, sizeof sentence - 1);
    (void)ignored;
    _exit(3);
}

void *memory_allocate(size_t count, size_t size)
{
    /* calloc(0) may return NULL, which would look like a failure. */
    void *pointer = calloc(count > 0 ? count : 1, size > 0 ? size : 1);
    if (pointer == NULL) {
        memory_give_up();
    }
    return pointer;
}

void *memory_resize(void *pointer, size_t count, size_t size)
{
    assert(count > 0 && size > 0);
    void *resized = reallocarray(pointer, count, size);
    if (resized == NULL) {
        memory_give_up();
    }
    return resized;
}

void *memory_append_element(void *pointer_to_array, size_t *count, size_t size)
{
    void **array = pointer_to_array;
    /* The capacity is the next power of two: it follows from the count and need not be stored. */
    if ((*count & (*count - 1)) == 0) {
        *array = memory_resize(*array, *count > 0 ? *count * 2 : 1, size);
    }
    void *element = (char *)*array + *count * size;
    memset(element, 0, size);
    *count += 1;
    return element;
}

char *memory_copy_string(const char *string)
{
    return string != NULL ? memory_copy_bytes(string, strlen(string)) : NULL;
}

char *memory_copy_bytes(const char *bytes, size_t length)
{
    char *copy = memory_resize(NULL, length + 1, 1);
    if (length > 0) {
        memcpy(copy, bytes, length);
    }
    copy[length] = '\0';
    return copy;
}

char *memory_format_list(const char *format, va_list arguments)
{
    char *string = NULL;
    if (vasprintf(&string, format, arguments) < 0) {
        memory_give_up();
    }
    return string;
}

char *memory_format(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *string = memory_format_list(format, arguments);
    va_end(arguments);
    return string;
}

void memory_set_string(char **slot, const char *value)
{
    /* Copied first: value may lie inside the old string. */
    char *copy = memory_copy_string(value);
    free(*slot);
    *slot = copy;
}
