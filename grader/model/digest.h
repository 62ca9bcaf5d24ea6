/* SHA-256 (FIPS 180-4): by it two versions of a source are told apart. */
#ifndef WORKBOOK_MODEL_DIGEST_H
#define WORKBOOK_MODEL_DIGEST_H

#include <stddef.h>

enum { DIGEST_LENGTH = 64 }; /* lower-case hexadecimal digits */

void digest_make(const char *bytes, size_t length, char digits[DIGEST_LENGTH + 1]);

#endif
