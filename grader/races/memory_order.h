/* What a memory order promises (ISO C 7.17.3). */
#ifndef WORKBOOK_RACES_MEMORY_ORDER_H
#define WORKBOOK_RACES_MEMORY_ORDER_H

#include <stdbool.h>

static inline bool order_acquires(int order)
{
    return order == __ATOMIC_ACQUIRE || order == __ATOMIC_CONSUME || order == __ATOMIC_ACQ_REL ||
           order == __ATOMIC_SEQ_CST;
}

static inline bool order_releases(int order)
{
    return order == __ATOMIC_RELEASE || order == __ATOMIC_ACQ_REL || order == __ATOMIC_SEQ_CST;
}

#endif
