/* segment_create while somebody else makes the segment. */
#ifndef CREATE_MEETS_OTHERS_H
#define CREATE_MEETS_OTHERS_H

struct actor;

/* Natively only. */
void create_expect_beaten(struct actor *process);

#endif
