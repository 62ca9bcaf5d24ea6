/* What the attributes of mutexes, locks and condition variables say, kept in an attribute's own first
 * four bytes. */
#ifndef WORKBOOK_RACES_ATTRIBUTES_H
#define WORKBOOK_RACES_ATTRIBUTES_H

enum {
    ATTRIBUTE_SHARED = 1, /* between processes */
    ATTRIBUTE_MONOTONIC = 2,
    ATTRIBUTE_RECURSIVE = 4,
    ATTRIBUTE_ERRORCHECK = 8
};

/* The bits of the attribute at that address; NULL: none. */
int attribute_bits(const void *attribute);

#endif
