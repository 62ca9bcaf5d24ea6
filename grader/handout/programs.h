/* The programs of a handout: without symbols and debug information, so that they say less about the hidden tests
 * and nothing about where they were made. */
#ifndef WORKBOOK_HANDOUT_PROGRAMS_H
#define WORKBOOK_HANDOUT_PROGRAMS_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

/* A copy of the program, stripped, at `to` (strip(1)). */
bool handout_strip(const char *program, const char *to, struct error *err);

/* Appends the names of the shared libraries that it is linked with ("libjansson.so.4"), a blank before and behind each
 * (elf(5), DT_NEEDED). */
bool handout_find_libraries(const char *program, struct text *libraries, struct error *err);

#endif
