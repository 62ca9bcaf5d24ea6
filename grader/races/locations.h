/* Atomic objects and the stores to each, in modification order (ISO C 5.1.2.4p7).
 *
 * That order is not the order in which the stores were executed: a store may come before others that were
 * executed earlier, as long as its process knows nothing of them. A store's `position` never changes,
 * so that views can hold positions; between two of them there is room for others. Its `rank`
 * counts from 0, which is what was there before all. */
#ifndef WORKBOOK_RACES_LOCATIONS_H
#define WORKBOOK_RACES_LOCATIONS_H

#include "races/world.h"

/* The location, made when it is new. NULL, and the world is given up, when it overlaps another. */
struct location *location_at(struct world *world, uint32_t offset, uint32_t size);
unsigned location_number(const struct world *world, const struct location *location);

const struct store *location_store(const struct location *location, unsigned rank);
unsigned location_newest(const struct location *location); /* its rank */
/* The rank of the oldest store that is not before `position`. */
unsigned location_oldest(const struct location *location, uint32_t position);

/* May a store come directly after that rank? A read-modify-write comes directly after what it has read, and
 * so does what continues a release sequence that somebody has relied on. */
bool location_has_room(const struct location *location, unsigned rank);
/* Makes a store by the running process directly after that rank; what it publishes is for the caller to fill
 * in. NULL, and the world is given up, when there are too many. */
struct store *location_insert(struct world *world, struct location *location, unsigned rank,
                              uint64_t value);

/* Joins to `view` what a process learns that acquires by reading the store of that rank: of all release
 * sequences that it is part of (ISO C 5.1.2.4p10, 7.17.4). */
void location_learn(struct location *location, unsigned rank, struct view *view);

#endif
