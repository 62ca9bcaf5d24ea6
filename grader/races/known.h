/* The set of execution graphs that have been seen, by their hashes, each with the processes that
 * were left asleep there. */
#ifndef WORKBOOK_RACES_KNOWN_H
#define WORKBOOK_RACES_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct known {
    uint64_t *hashes; /* 0: a free slot */
    uint8_t *asleep;
    size_t capacity; /* a power of two */
    size_t count;
};

/* True when all that is not asleep was tried here before. Otherwise it is marked as tried, and
 * *asleep becomes all that need not be tried. */
bool known_visit(struct known *known, uint64_t hash, uint8_t *asleep);
void known_clear(struct known *known);
void known_finish(struct known *known);

#endif
