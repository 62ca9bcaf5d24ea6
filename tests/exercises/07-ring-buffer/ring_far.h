/* The part of past-4-billion that is about bytes: where an item goes whose slot lies 4 GiB behind the
 * first. Fails the check. */
#ifndef RING_FAR_H
#define RING_FAR_H

void far_expect_slots_apart(void);

#endif
