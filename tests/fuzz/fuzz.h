/* A fuzz target: one parser of bytes that are not ours, and what must hold for any of them.
 *
 * Each fuzz_NAME.c defines LLVMFuzzerTestOneInput, the interface of libFuzzer (and of AFL++'s driver
 * for it). A broken promise is an abort, which every fuzzer takes for a find. The sanitizers watch
 * for the rest.
 */
#ifndef WORKBOOK_FUZZ_FUZZ_H
#define WORKBOOK_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Takes one input; the bytes are borrowed. Always 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Says which promise was broken, and aborts. */
#define FUZZ_REQUIRE(condition)                                                                    \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #condition);                \
            abort();                                                                               \
        }                                                                                          \
    } while (false)

/* The input as a string: a copy with a terminator, owned by the caller. */
char *fuzz_string(const uint8_t *bytes, size_t length);

enum { FUZZ_PATH_MAX = 64 };

/* The input as a file, which is there as long as the descriptor, owned by the caller, is open. */
int fuzz_file(const uint8_t *bytes, size_t length, char path[FUZZ_PATH_MAX]);

/* True when a terminal would show the text and obey none of it: valid UTF-8, no control character but the
 * newline, and none that turns or hides text. */
bool fuzz_is_printable(const char *text);
/* The same of a page, where a source has its tabs. */
bool fuzz_is_page(const char *text);

#endif
