/* ring_buffer.h - a bounded first-in first-out buffer between two processes.
 *
 * One process (the producer) pushes items, one process (the consumer) pops them. They share nothing
 * but the memory of the ring. Nobody locks anything, and ring_push, ring_pop and ring_count make no
 * system call: they look at the shared bytes, do their work or say EAGAIN, and return.
 *
 * Ownership: the caller maps the memory (mmap, shmat, ...), at least ring_size() bytes, aligned to
 * a page. One process calls ring_init once, before anybody uses the ring. There is nothing to
 * destroy. The two processes may see the ring at different addresses.
 *
 * Roles: at any moment at most one process pushes and at most one process pops (it may be the
 * same). A role may pass on: when a producer or consumer has ended, in whatever way, another takes
 * over.
 *
 * Errors: -1 and errno, as usual; a call that fails changes nothing. A NULL pointer is EINVAL.
 *
 * This file is given: do not change it. `struct ring` is yours to define, in ring_buffer.c.
 */
#ifndef RING_BUFFER_H
#define RING_BUFFER_H

#include <stddef.h>
#include <stdint.h>

struct ring;

/* The number of bytes that a ring of `capacity` items of `item_size` bytes each needs.
 * 0 with EINVAL when an argument is zero. For a ring larger than PTRDIFF_MAX bytes you may return
 * its true size, or 0 with EINVAL: no machine can map it. */
size_t ring_size(uint32_t capacity, uint32_t item_size);

/* Makes an empty ring in ring_size(capacity, item_size) bytes at `ring`, whatever these bytes held
 * before, and touches no byte outside them. Returns 0.
 * EINVAL: `ring` is NULL, or `capacity` or `item_size` is zero. */
int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size);

/* Copies the item_size bytes at `item` into the ring, behind all others. Returns 0.
 * EAGAIN: the ring already holds `capacity` items. Every slot counts, and `capacity` may be any
 * number, not only a power of two. EINVAL: a pointer is NULL. */
int ring_push(struct ring *ring, const void *item);

/* Takes the oldest item out of the ring and copies its item_size bytes to `item`. Returns 0.
 * EAGAIN: the ring is empty; `item` is untouched. EINVAL: a pointer is NULL. */
int ring_pop(struct ring *ring, void *item);

/* Puts the number of items in the ring into *count. Returns 0. Exact when neither side is inside a
 * call; while one is, some number from 0 to `capacity`. EINVAL: a pointer is NULL. */
int ring_count(const struct ring *ring, uint32_t *count);

/* Two promises for the whole life of a ring:
 *
 * - It does not wear out. More than 2^32 items may pass through it.
 * - It survives its users. A process may be killed anywhere inside a call. The other side, and a
 *   process that takes over from the dead one, go on with the ring as it is, without a new
 *   ring_init. A push that was killed has happened or has not, and no item is ever torn. A pop that
 *   was killed may be repeated: the successor may get that same item. */

#endif
