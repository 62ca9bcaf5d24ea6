/* An infrastructure failure, as one sentence for people.
 *
 * A function that can fail for reasons outside the program is `bool f(…, struct error *err)`: it
 * returns false after it has put one sentence into *err. The caller passes err on, or prints it
 * (cli/ alone prints). A programming mistake is an assert; a student's failure is data in a
 * verdict.
 *
 * The caller owns the struct; it holds no memory of its own and needs no initialisation.
 */
#ifndef WORKBOOK_BASE_ERROR_H
#define WORKBOOK_BASE_ERROR_H

#include <stdbool.h>

struct error {
    char message[512]; /* no full stop, no newline; a longer sentence is cut */
};

/* Both return false, so that a failing function can end with `return error_set(err, …)`. */
bool error_set(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Appends ": " and the words for errno as it was at the call. */
bool error_set_errno(struct error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
