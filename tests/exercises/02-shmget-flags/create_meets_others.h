/* segment_create and segment_ensure while another process makes the segment, or looks at it. */
#ifndef CREATE_MEETS_OTHERS_H
#define CREATE_MEETS_OTHERS_H

struct actor;

/* Natively only. */
void create_expect_beaten(struct actor *process);

/* A new segment grants no more than was asked for, at any moment. Natively only. */
void create_expect_mode_never_more(struct actor *process);

#endif
