/* For models of functions that touch ranges of memory: each tells of them before it does its work. */
#ifndef WORKBOOK_RACES_RANGES_H
#define WORKBOOK_RACES_RANGES_H

#include "races/accesses.h"

#include <string.h>

static inline void reads(const void *address, size_t size, uintptr_t instruction)
{
    plain_access(world_active(), address, size, false, false, instruction);
}

static inline void writes(void *address, size_t size, uintptr_t instruction)
{
    plain_access(world_active(), address, size, true, false, instruction);
}

/* What a function that looks for the terminator reads of a string. */
static inline size_t read_length(const char *string, size_t limit)
{
    const size_t length = strnlen(string, limit);
    return length < limit ? length + 1 : limit;
}

#endif
