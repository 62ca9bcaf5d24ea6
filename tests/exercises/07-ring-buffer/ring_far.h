/* The part of size-holds-all that needs more than 4 GiB: where an item goes whose slot lies so far
 * behind the first. Fails the check. */
#ifndef RING_FAR_H
#define RING_FAR_H

struct actor;

/* The process has used rings already, so its functions are bound. */
void far_expect_slots_apart(struct actor *process);

#endif
