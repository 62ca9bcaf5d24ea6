/* Sizes beyond 32 bits, for which no sandbox has the room: the kernel is asked for less than the
 * student's code asked for, and what it asked for is compared. */
#ifndef VAST_H
#define VAST_H

struct actor;

/* Each for sizes that an int, or an unsigned int, cannot hold. Natively only. */
void vast_expect_created(struct actor *process);
void vast_expect_opened(struct actor *process);
void vast_expect_closed(struct actor *process);

#endif
