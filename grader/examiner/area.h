/* Shared memory that a test hands to the student's functions: page-aligned, filled with arbitrary
 * bytes, at a different address in each actor, with known bytes before and behind it, which are
 * looked at after each call from this side: Valgrind cannot see a store that stays within the
 * mapping. */
#ifndef WORKBOOK_EXAMINER_AREA_H
#define WORKBOOK_EXAMINER_AREA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct actor;
struct area;

/* `what` stands in messages: "the mailbox". Belongs to the check. */
struct area *area_create(const char *what, size_t size);
/* Maps it in an actor, once; then AREA(area) is an argument. */
void area_map(struct area *area, struct actor *actor);
/* The same at an address of the actor's, a multiple of a page: a second piece of memory whose first
 * one is another area. What lies between the two is not there. */
void area_map_at(struct area *area, struct actor *actor, uint64_t wanted);

/* This side's view of the bytes, and a copy of them to go back to. */
unsigned char *area_bytes(struct area *area);
size_t area_size(const struct area *area);
/* Fills it with bytes of one value, or with arbitrary ones (value -1). */
void area_fill(struct area *area, int value);

const char *area_name(const struct area *area);
uint64_t area_address_in(const struct area *area, const struct actor *actor);
/* False when bytes outside were changed. */
bool area_is_intact(const struct area *area);
/* Which ones, in words. */
void area_describe_damage(const struct area *area, char *text, size_t room);

#endif
