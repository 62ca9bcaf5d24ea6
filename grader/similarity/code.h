/* A C source reduced to what renaming and reformatting leave as it is: a row of symbols.
 *
 * Comments, blanks and directives other than #define are gone. A keyword, a punctuator and the name of a function that
 * the source calls but does not define (shmget: it cannot be renamed) are symbols of their own; every other name is
 * one symbol, every function of the source's own one, every number one, every string one.
 */
#ifndef WORKBOOK_SIMILARITY_CODE_H
#define WORKBOOK_SIMILARITY_CODE_H

#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"

struct code_symbol {
    uint32_t value; /* equal for symbols that count as equal */
    unsigned line;  /* from 1 */
    unsigned piece; /* which function or declaration outside of all braces it belongs to, from 0 */
};

struct code {
    struct code_symbol *symbols;
    size_t count;
};

#define AUTO_CODE AUTO(code_finish)

/* Any text at all: what is no C is a poor row of symbols. */
void code_read(struct code *code, const char *text);
void code_finish(struct code *code);

#endif
