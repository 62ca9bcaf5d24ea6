#include "relation.h"

struct relation relation_union(const struct relation *a, const struct relation *b)
{
    struct relation both;
    for (unsigned i = 0; i < RELATION_EVENTS; i++) {
        both.row[i] = a->row[i] | b->row[i];
    }
    return both;
}

struct relation relation_join(const struct relation *a, const struct relation *b)
{
    struct relation joined = {{0}};
    for (unsigned i = 0; i < RELATION_EVENTS; i++) {
        for (unsigned k = 0; k < RELATION_EVENTS; k++) {
            joined.row[i] |= relation_has(a, i, k) ? b->row[k] : 0;
        }
    }
    return joined;
}

struct relation relation_closure(const struct relation *relation)
{
    struct relation closed = *relation;
    for (unsigned k = 0; k < RELATION_EVENTS; k++) {
        for (unsigned i = 0; i < RELATION_EVENTS; i++) {
            closed.row[i] |= relation_has(&closed, i, k) ? closed.row[k] : 0;
        }
    }
    return closed;
}

struct relation relation_or_same(const struct relation *relation)
{
    struct relation same = *relation;
    for (unsigned i = 0; i < RELATION_EVENTS; i++) {
        relation_add(&same, i, i);
    }
    return same;
}

struct relation relation_between(const struct relation *relation, uint16_t from, uint16_t to)
{
    struct relation part = {{0}};
    for (unsigned i = 0; i < RELATION_EVENTS; i++) {
        part.row[i] = (from >> i & 1) != 0 ? relation->row[i] & to : 0;
    }
    return part;
}

bool relation_is_reflexive_somewhere(const struct relation *relation)
{
    for (unsigned i = 0; i < RELATION_EVENTS; i++) {
        if (relation_has(relation, i, i)) {
            return true;
        }
    }
    return false;
}

bool relation_is_acyclic(const struct relation *relation)
{
    const struct relation closed = relation_closure(relation);
    return !relation_is_reflexive_somewhere(&closed);
}
