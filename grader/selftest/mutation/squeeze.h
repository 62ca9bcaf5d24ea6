/* Source text for comparing and for reading on one line. */
#ifndef WORKBOOK_SELFTEST_MUTATION_SQUEEZE_H
#define WORKBOOK_SELFTEST_MUTATION_SQUEEZE_H

#include <stddef.h>

/* Without comments, each run of blanks as one, none at the ends, quotations as they are. Owned by
 * the caller. */
char *squeeze_source(const char *text, size_t length);

#endif
