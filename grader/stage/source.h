/* The student's source: bytes of unknown origin, read once, with care, and used from memory ever
 * after. */
#ifndef WORKBOOK_STAGE_SOURCE_H
#define WORKBOOK_STAGE_SOURCE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SOURCE_BYTES_MAX = 1 << 20, SOURCE_LINE_MAX = 1000 /* shown of a line */ };

enum source_state {
    SOURCE_READ,
    SOURCE_MISSING, /* no file of that name */
    SOURCE_UNFIT,   /* a file, but not one that a compiler should be given: `why` says so */
};

struct source {
    enum source_state state;
    char *
        bytes; /* owned; with a terminator behind them; without what they say of lines (line_directives.h) */
    size_t length;
    char *
        name; /* owned; what it is called where it lies, when that is not as the exercise calls it; else NULL */
    uint32_t *lines; /* owned; where each line begins */
    size_t line_count;
    char sha256[65];
    char why[256];
};

/* Opens without following a symbolic link at the end of the path and without waiting for a FIFO or
 * device; only a regular file of at most SOURCE_BYTES_MAX bytes is read. Never fails otherwise:
 * what is wrong with the file is the student's. */
void source_read(struct source *source, const char *path);
/* The same of bytes that are in memory already; copied. */
void source_copy(struct source *source, const char *bytes, size_t length);
/* There is a file, and it is not to be compiled: "it is a symbolic link". */
void source_refuse(struct source *source, const char *why);
void source_finish(struct source *source);

/* The text of a line (from 1) without its newline, cut after SOURCE_LINE_MAX bytes; owned by the caller. NULL when there
 * is none. Thousands of findings may ask for the last line of a large file, or for one that is all of it. */
char *source_line(const struct source *source, unsigned line);

#endif
