/* Relations between the few events of a litmus program, as matrices of bits. */
#ifndef WORKBOOK_TESTS_RELATION_H
#define WORKBOOK_TESTS_RELATION_H

#include <stdbool.h>
#include <stdint.h>

enum { RELATION_EVENTS = 16 };

/* row[a] has bit b: a comes before b. */
struct relation {
    uint16_t row[RELATION_EVENTS];
};

static inline bool relation_has(const struct relation *relation, unsigned a, unsigned b)
{
    return (relation->row[a] >> b & 1) != 0;
}

static inline void relation_add(struct relation *relation, unsigned a, unsigned b)
{
    relation->row[a] |= (uint16_t)(1U << b);
}

struct relation relation_union(const struct relation *a, const struct relation *b);
/* First a step of `a`, then one of `b`. */
struct relation relation_join(const struct relation *a, const struct relation *b);
/* One step of it, or several. */
struct relation relation_closure(const struct relation *relation);
/* And no step at all. */
struct relation relation_or_same(const struct relation *relation);
/* Only from events of the set `from` to events of the set `to`. */
struct relation relation_between(const struct relation *relation, uint16_t from, uint16_t to);
bool relation_is_reflexive_somewhere(const struct relation *relation);
bool relation_is_acyclic(const struct relation *relation);

#endif
