/* Formatted text, in memory and on its way out. What is printed goes nowhere: only what it reads counts. */
#include "races/ranges.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INSTRUCTION ((uintptr_t)__builtin_return_address(0))

enum { FORMATTED_MAX = 4096 };

/* Strings that the format prints are read; everything else comes by value. */
static void reads_arguments(const char *format, va_list arguments, uintptr_t instruction)
{
    for (const char *at = format; *at != '\0'; at++) {
        if (*at != '%') {
            continue;
        }
        size_t limit = SIZE_MAX;
        bool is_long = false;
        for (at++; *at != '\0' && strchr("-+ #0123456789.*hlzjt", *at) != NULL; at++) {
            is_long = is_long || strchr("lzjt", *at) != NULL;
            if (*at == '*') {
                limit = (size_t)va_arg(arguments, int);
            } else if (*at == '.' && at[1] != '*') {
                limit = strtoul(at + 1, NULL, 10);
            }
        }
        if (*at == 's') {
            const char *string = va_arg(arguments, const char *);
            reads(string, read_length(string, limit), instruction);
        } else if (*at != '\0' && strchr("fFgGeEaA", *at) != NULL) {
            (void)va_arg(arguments, double);
        } else if (*at == 'p' || is_long) {
            (void)va_arg(arguments, long);
        } else if (*at != '%' && *at != '\0') {
            (void)va_arg(arguments, int);
        } else if (*at == '\0') {
            return;
        }
    }
}

/* Formatted in memory of ours, for writes are told before they are made. */
static int format_aside(char room[FORMATTED_MAX], const char *format, va_list arguments,
                        uintptr_t instruction)
{
    va_list again;
    va_copy(again, arguments);
    reads_arguments(format, again, instruction);
    va_end(again);
    const int length = vsnprintf(room, FORMATTED_MAX, format, arguments);
    if (length < 0 || length >= FORMATTED_MAX) {
        world_give_up(world_active(), "it formats a very long text");
        return -1;
    }
    return length;
}

static int format_into(char *to, size_t size, const char *format, va_list arguments,
                       uintptr_t instruction)
{
    char room[FORMATTED_MAX];
    const int length = format_aside(room, format, arguments, instruction);
    if (length < 0) {
        return -1;
    }
    const size_t bytes = (size_t)length + 1 < size ? (size_t)length + 1 : size;
    if (bytes > 0) {
        writes(to, bytes, instruction);
        memcpy(to, room, bytes);
        to[bytes - 1] = '\0';
    }
    return length;
}

static int format_nowhere(const char *format, va_list arguments, uintptr_t instruction)
{
    char room[FORMATTED_MAX];
    return format_aside(room, format, arguments, instruction);
}

/* All of a function whose last parameters are `format, ...`: `made` is counted from them, called `arguments`. */
#define RETURN_FORMATTED(made)                                                                     \
    do {                                                                                           \
        va_list arguments;                                                                         \
        va_start(arguments, format);                                                               \
        const int length = (made);                                                                 \
        va_end(arguments);                                                                         \
        return length;                                                                             \
    } while (0)

int model_snprintf(char *to, size_t size, const char *format, ...)
{
    RETURN_FORMATTED(format_into(to, size, format, arguments, INSTRUCTION));
}

int model_sprintf(char *to, const char *format, ...)
{
    RETURN_FORMATTED(format_into(to, SIZE_MAX, format, arguments, INSTRUCTION));
}

int model_printf(const char *format, ...)
{
    RETURN_FORMATTED(format_nowhere(format, arguments, INSTRUCTION));
}

int model_fprintf(FILE *file, const char *format, ...)
{
    (void)file;
    RETURN_FORMATTED(format_nowhere(format, arguments, INSTRUCTION));
}

/* The four as _FORTIFY_SOURCE calls them: with a flag and the room that the compiler knows of before the format. */

int model___snprintf_chk(char *to, size_t size, int flag, size_t room, const char *format, ...)
{
    (void)flag;
    (void)room;
    RETURN_FORMATTED(format_into(to, size, format, arguments, INSTRUCTION));
}

int model___sprintf_chk(char *to, int flag, size_t room, const char *format, ...)
{
    (void)flag;
    (void)room;
    RETURN_FORMATTED(format_into(to, SIZE_MAX, format, arguments, INSTRUCTION));
}

int model___printf_chk(int flag, const char *format, ...)
{
    (void)flag;
    RETURN_FORMATTED(format_nowhere(format, arguments, INSTRUCTION));
}

int model___fprintf_chk(FILE *file, int flag, const char *format, ...)
{
    (void)file;
    (void)flag;
    RETURN_FORMATTED(format_nowhere(format, arguments, INSTRUCTION));
}

/* --- printed as it is ---------------------------------------------------------------------- */

int model_puts(const char *string)
{
    reads(string, strlen(string) + 1, INSTRUCTION);
    return 1;
}

int model_fputs(const char *string, FILE *file)
{
    (void)file;
    reads(string, strlen(string) + 1, INSTRUCTION);
    return 1;
}

int model_putchar(int character)
{
    return (unsigned char)character;
}

int model_fflush(FILE *file)
{
    (void)file;
    return 0;
}

void model_perror(const char *string)
{
    if (string != NULL) {
        reads(string, strlen(string) + 1, INSTRUCTION);
    }
}
