#include "base/error.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What another program has said may end in some; a sentence does not. */
static void drop_newlines(struct error *err)
{
    size_t length = strlen(err->message);
    while (length > 0 && err->message[length - 1] == '\n') {
        err->message[--length] = '\0';
    }
}

bool error_set(struct error *err, const char *format, ...)
{
    assert(err != NULL);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    drop_newlines(err);
    return false;
}

bool error_set_errno(struct error *err, const char *format, ...)
{
    assert(err != NULL);
    int cause = errno;
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);

    size_t length = strlen(err->message);
    char words[128];
    /* strerror_r, because jobs are graded by several threads. */
    (void)snprintf(err->message + length, sizeof err->message - length, ": %s",
                   strerror_r(cause, words, sizeof words));
    return false;
}
