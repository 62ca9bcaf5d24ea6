/* What the name of a file says about it. */
#ifndef WORKBOOK_BATCH_NAMES_H
#define WORKBOOK_BATCH_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* Behind the last slash. Borrowed. */
const char *names_base(const char *path);

bool names_is_source(const char *name);

/* Is it what somebody made of the name `wanted`: another case, other separators, a number added, as by browsers and
 * learning platforms? "Attach-Detach (1).c" for "attach_detach.c". */
bool names_resemble(const char *name, const char *wanted);

/* Any bytes as text that can be shown and stored, and is not the same for any two names. Owned by the caller. */
char *names_printable(const char *name);

#endif
