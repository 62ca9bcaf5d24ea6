/* Memory that is always there.
 *
 * None of these returns NULL. When the machine has no memory left there is no verdict that could be
 * formed honestly and no clean-up that would help: the process says so in one sentence on standard
 * error and ends with status 3 (the grader could not do its work). This is the only failure that
 * ends the process in place; every other one travels in a struct error.
 *
 * What is returned is owned by the caller and given back with free().
 */
#ifndef WORKBOOK_BASE_MEMORY_H
#define WORKBOOK_BASE_MEMORY_H

#include <stdarg.h>
#include <stddef.h>

/* Zeroed memory for `count` elements of `size` bytes; too large a product counts as no memory. */
void *memory_allocate(size_t count, size_t size);

/* Like reallocarray: `pointer` (or NULL) resized; what is new is not zeroed. */
void *memory_resize(void *pointer, size_t count, size_t size);

/* Room for one more element: grows *array by doubling and returns the new, zeroed last element.
 * Pointers into the array are invalid afterwards. Use through memory_append(). */
void *memory_append_element(void *pointer_to_array, size_t *count, size_t size);
#define memory_append(pointer_to_array, pointer_to_count)                                          \
    ((__typeof__(*(pointer_to_array)))memory_append_element(                                       \
        (pointer_to_array), (pointer_to_count), sizeof **(pointer_to_array)))

char *memory_copy_string(const char *string);              /* NULL gives NULL */
char *memory_copy_bytes(const char *bytes, size_t length); /* with a terminator added */
char *memory_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *memory_format_list(const char *format, va_list arguments)
    __attribute__((format(printf, 1, 0)));

/* Says the sentence and ends the process: for a library's own failure to allocate. */
_Noreturn void memory_give_up(void);

/* Replaces an owned string by a copy of `value` (or by NULL). */
void memory_set_string(char **slot, const char *value);

#endif
