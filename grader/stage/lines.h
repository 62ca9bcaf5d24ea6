/* From offsets in the student's object to lines in the student's file: addr2line, in the sandbox,
 * for the debug information is the student's as well. */
#ifndef WORKBOOK_STAGE_LINES_H
#define WORKBOOK_STAGE_LINES_H

#include "base/error.h"
#include "base/text.h"
#include "stage/machine.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tool;

struct source_place {
    uint64_t offset;
    char *file;     /* without folders; NULL when unknown */
    unsigned line;  /* 0 when unknown */
    char *function; /* NULL when unknown */
};

struct lines {
    struct source_place *places;
    size_t count;
};

/* Adds an offset to be looked up; 0 and known ones are left out. */
void lines_want(struct lines *lines, uint64_t offset);

/* addr2line with its sandbox, which takes longer to make than all lines to find: begun before the offsets are known, it
 * waits for them. NULL with a sentence. */
struct tool *lines_open_tool(const struct machine *machine, const struct text *object,
                             struct error *err);

/* Looks all of them up. Where code was inlined, the place in `source` is taken that is nearest: a
 * header of the C library helps nobody. `waiting` is a tool for this object, or NULL: then, or when it has been used or
 * has ended, one is made. */
bool lines_resolve(const struct machine *machine, const struct text *object, const char *source,
                   struct tool *waiting, struct lines *lines, struct error *err);
/* Takes in what `addr2line -a -f -i` printed for them: lines_resolve without the program. */
void lines_read(struct lines *lines, const char *source, const char *output);
/* The place of an offset, or NULL. Borrowed. */
const struct source_place *lines_find(const struct lines *lines, uint64_t offset);
void lines_finish(struct lines *lines);

#endif
