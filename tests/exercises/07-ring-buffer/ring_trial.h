/* What the checks of the ring share: a ring in shared memory, numbered items, and steps that say
 * in a learner's words what was wrong.
 *
 * Items are the texts "item0001", "item0002", …, repeated to the item's size: eight bytes, none
 * of them zero, so that only the check of whole items depends on the copying of odd sizes and of
 * zeros. They go in and come out in the order of their numbers. The memory is zero before
 * ring_init: only its own check depends on what ring_init makes of other bytes. */
#ifndef RING_TRIAL_H
#define RING_TRIAL_H

#include "examiner/actor.h"
#include "examiner/area.h"
#include "examiner/check.h"
#include "examiner/trace.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

extern const struct function ring_size;
extern const struct function ring_init;
extern const struct function ring_push;
extern const struct function ring_pop;
extern const struct function ring_count;

enum {
    ITEM_SIZE_MAX = 4096,
    ITEM_TEXT = 64,
    ITEM_UNTOUCHED = '#', /* fills the buffer before a pop */
    ITEM_FOREIGN = 9999,  /* number of an item that is not to get in */
};

/* Where to look when ring_size says something else of such a ring. */
#define LOOK_TOO_LARGE                                                                             \
    "ring_buffer.h, ring_size: for a ring larger than PTRDIFF_MAX bytes its true size, or 0 with " \
    "EINVAL"

struct trial {
    struct area *area;
    uint32_t capacity;
    uint32_t item_size;
    uint32_t next_in;  /* number of the item to be pushed next */
    uint32_t next_out; /* number of the item that must come out next; next_in: none */
    const char *look;  /* where to look when a step goes wrong; NULL: what the step suggests */
    bool counts;       /* a new ring of zero bytes counts 0; else count-is-true tells it */
    bool watched;      /* read the ledger around each call: ten times slower */
    bool refused;      /* the next call must be: one that spins waits */
    bool after_death;  /* a call that spins waits for a dead process */
};

/* Bytes that a process of ours may map: fails the check when ring_size fails, or exaggerates. */
size_t trial_ask_size(struct actor *actor, uint32_t capacity, uint32_t item_size);

/* Maps zero bytes in `maker`, which makes a ring of them. */
struct trial trial_make(struct actor *maker, uint32_t capacity, uint32_t item_size);
void trial_init(struct trial *trial, struct actor *maker);

/* The number of items that must be in the ring now. */
uint32_t trial_held(const struct trial *trial);

/* An item's bytes; what is in a buffer, in words. */
void item_make(unsigned char *bytes, size_t size, uint32_t number);
bool item_is_filled_with(const unsigned char *bytes, size_t size, unsigned char value);
void item_describe(const unsigned char *bytes, size_t size, char text[ITEM_TEXT]);

/* Steps that must succeed. */
void trial_push(struct trial *trial, struct actor *actor);
void trial_pop(struct trial *trial, struct actor *actor);
void trial_fill(struct trial *trial, struct actor *actor);
void trial_drain(struct trial *trial, struct actor *actor);

/* Steps that must be refused, and a count that must be exact. */
void trial_expect_full(struct trial *trial, struct actor *actor);
void trial_expect_empty(struct trial *trial, struct actor *actor);
void trial_expect_count(struct trial *trial, struct actor *actor);
uint32_t trial_count(struct trial *trial, struct actor *actor);
/* What it counts, whatever it returns: for checks that judge something else. */
uint32_t trial_ask_count(struct trial *trial, struct actor *actor);

/* Steps while another process is stopped in the middle of a call, which may hold a lock. False
 * when the step does not come back so: then trial_end_… must be called once the other goes on. A
 * push or pop that comes back has been carried out, or was refused with EAGAIN (`*done` is
 * false). */
bool trial_try_push(struct trial *trial, struct actor *actor, bool *done);
bool trial_try_pop(struct trial *trial, struct actor *actor, bool *done);
bool trial_end_push(struct trial *trial, struct actor *actor);
bool trial_end_pop(struct trial *trial, struct actor *actor);

/* Judges what a push or a pop made elsewhere (stepped) came back with. */
void trial_judge_push(struct trial *trial, const struct reply *reply);
void trial_judge_pop(struct trial *trial, const struct reply *reply, const unsigned char *item,
                     const char *look);
void trial_judge_empty(struct trial *trial, const struct reply *reply, const unsigned char *item);

#endif
