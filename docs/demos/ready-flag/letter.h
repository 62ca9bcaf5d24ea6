/* What lies in the shared memory: a text, and a flag that says whose turn it is. */
#ifndef LETTER_H
#define LETTER_H

#include <stdatomic.h>

enum { EMPTY, READY, TAKEN };

struct letter {
    atomic_int status; /* zero, EMPTY, in a new object */
    char text[60];
};

/* An atomic with a lock would keep its lock in each process: of no use between two. */
_Static_assert(ATOMIC_INT_LOCK_FREE == 2, "atomic_int must need no lock");

enum { LOOK_AGAIN_NS = 10 * 1000 * 1000 };

#endif
