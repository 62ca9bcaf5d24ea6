/* The memory orders that the learner's file asks for, place by place, and others in their stead: would it be right
 * if line 18 released? Would it still be if line 30 only acquired? The file itself stays as it is: whoever
 * explores hands over the order that is to be taken instead (runtime.c). */
#ifndef WORKBOOK_RACES_ORDERS_H
#define WORKBOOK_RACES_ORDERS_H

#include <stdbool.h>
#include <stdint.h>

enum { ORDER_SITES_MAX = 64 };

enum order_use { ORDER_LOAD, ORDER_STORE, ORDER_MODIFY, ORDER_COMPARE, ORDER_FENCE, ORDER_USES };

/* One atomic operation of the file. Orders are __ATOMIC_RELAXED … __ATOMIC_SEQ_CST. */
struct order_site {
    uintptr_t place; /* offset in the object, as in an event of a report */
    enum order_use use;
    uint32_t offset; /* in the mapping, of what it accessed first; of a fence: 0 */
    uint8_t asked;   /* by the file */
    uint8_t taken;   /* instead */
    bool varies;     /* the file asks for several, as a function with an argument for it does */
};

/* Places are added as they are executed. What does not fit is left as it is. */
struct orders {
    struct order_site sites[ORDER_SITES_MAX];
    unsigned count;
    bool strongest; /* all of them, new ones too, are taken for seq_cst */
    /* A plain object of the mapping whose accesses are taken for atomic ones, seq_cst. Size 0: none. */
    uint32_t atomic_offset, atomic_size;
};

/* The order that is to be taken at that place. */
uint8_t orders_take(struct orders *orders, const struct order_site *found);
/* The order of a compare-and-exchange that stores nothing: the file asks for `failure`, and `taken` stands in
 * for its other order, `asked`. */
uint8_t orders_take_failure(uint8_t asked, uint8_t taken, uint8_t failure);
/* Is a plain access of these bytes taken for an atomic one? NULL: none is. */
bool orders_make_atomic(const struct orders *orders, uint32_t offset, uint32_t size);
/* Everywhere what the file asks for. */
void orders_reset(struct orders *orders);

/* The orders that the operation can have, weakest first. */
const uint8_t *orders_of_use(enum order_use use, unsigned *count);
/* Does the one promise less than the other, and nothing that the other does not? */
bool order_is_weaker(uint8_t order, uint8_t than);

/* "release"; "exchange" for an ORDER_MODIFY. */
const char *order_name(int order);
const char *order_use_name(enum order_use use);

#endif
