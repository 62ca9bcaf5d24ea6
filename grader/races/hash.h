/* Hashes of histories: 64 bits, mixed so that order matters. Two prefixes of executions with equal
 * hashes are taken for the same (search.h). */
#ifndef WORKBOOK_RACES_HASH_H
#define WORKBOOK_RACES_HASH_H

#include <stdint.h>

static inline uint64_t hash_mix(uint64_t hash, uint64_t value)
{
    hash = (hash + UINT64_C(0x632BE59BD9B4E019)) * UINT64_C(0x9E3779B97F4A7C15);
    hash ^= hash >> 32;
    hash = (hash ^ value) * UINT64_C(0xD6E8FEB86659FD93);
    hash ^= hash >> 29;
    hash *= UINT64_C(0xBF58476D1CE4E5B9);
    return hash ^ hash >> 32;
}

#endif
