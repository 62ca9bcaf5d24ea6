/* What is printed, and what is written into files. The headers' own forms of these functions, for a compiler that knows or
 * checks them, call some of the names with two underscores. */
#include "driver/creations.h"
#include "driver/shims.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

extern int __printf_chk(int flag, const char *format, ...);
extern int __fprintf_chk(FILE *stream, int flag, const char *format, ...);
extern int __dprintf_chk(int fd, int flag, const char *format, ...);

static void note_stream(const FILE *stream, const void *caller)
{
    if (stream == stdout || stream == stderr) {
        creations_print(caller);
    }
}

/* Into the stream `out`, which is evaluated last. */
#define PRINT_ON(out)                                                                              \
    va_list list;                                                                                  \
    va_start(list, format);                                                                        \
    int printed = vfprintf(out, format, list);                                                     \
    va_end(list);                                                                                  \
    note_stream(out, CALLER);                                                                      \
    return printed

SHIM int printf(const char *format, ...)
{
    PRINT_ON(stdout);
}

SHIM int __printf_chk(int flag, const char *format, ...)
{
    (void)flag;
    PRINT_ON(stdout);
}

SHIM int fprintf(FILE *stream, const char *format, ...)
{
    PRINT_ON(stream);
}

SHIM int __fprintf_chk(FILE *stream, int flag, const char *format, ...)
{
    (void)flag;
    PRINT_ON(stream);
}

SHIM int puts(const char *text)
{
    creations_print(CALLER);
    return NEXT(puts)(text);
}

SHIM int putchar(int byte)
{
    creations_print(CALLER);
    return NEXT(putchar)(byte);
}

SHIM int fputs(const char *text, FILE *stream)
{
    note_stream(stream, CALLER);
    return NEXT(fputs)(text, stream);
}

SHIM int fputc(int byte, FILE *stream)
{
    note_stream(stream, CALLER);
    return NEXT(fputc)(byte, stream);
}

SHIM size_t fwrite(const void *bytes, size_t size, size_t count, FILE *stream)
{
    note_stream(stream, CALLER);
    size_t written = NEXT(fwrite)(bytes, size, count, stream);
    if (written < count) {
        creations_note(WIRE_OBJECT_BYTES, -1, -1, NULL, size * count, CALLER);
    }
    return written;
}

SHIM void perror(const char *about)
{
    creations_print(CALLER);
    NEXT(perror)(about);
}

/* A request for too much may end in a signal before it comes back. */
SHIM int ftruncate(int fd, off_t length)
{
    creations_refuse(WIRE_OBJECT_BYTES, EFBIG, (uint64_t)length, CALLER);
    int result = NEXT(ftruncate)(fd, length);
    if (result == 0) {
        creations_grant();
    } else {
        creations_note(WIRE_OBJECT_BYTES, -1, -1, NULL, (uint64_t)length, CALLER);
    }
    return result;
}

SHIM ssize_t write(int fd, const void *bytes, size_t length)
{
    if (fd == STDOUT_FILENO || fd == STDERR_FILENO) {
        creations_print(CALLER);
    }
    ssize_t written = NEXT(write)(fd, bytes, length);
    if (written < 0) {
        creations_note(WIRE_OBJECT_BYTES, -1, -1, NULL, length, CALLER);
    }
    return written;
}
