/* The part of survives-a-kill that needs billions of items: a process that dies where the low half
 * of a 64-bit number starts again at 0. A number that is kept in two halves is wrong between the
 * two. Fails the check. */
#ifndef RING_HALVES_H
#define RING_HALVES_H

void halves_die_where_they_wrap(void);

#endif
