/* The members of a struct, as JSON that stage/shape_read.c reads:
 *
 *   {"name", "type", "kind", "signed", "array", "flexible", "offset", "size", "count",
 *    "bit_size", "bit_offset", "names": [{"name", "value"}], "fields": [ …the same… ]}
 *
 * What makes no sense is left out: then its bytes are seen, without a name. */
#ifndef WORKBOOK_FIELDS_MEMBERS_H
#define WORKBOOK_FIELDS_MEMBERS_H

#include <elfutils/libdw.h>
#include <jansson.h>

/* A list, owned by the caller. */
json_t *members_describe(Dwarf_Die *structure);

#endif
