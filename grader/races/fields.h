/* Names for places in the mapping, as the source has them: "turn", "slots[2].text". They come from the
 * object's debug information (DWARF): the mapping is taken for the structure that a function of the contract gets
 * a pointer to as its first argument. */
#ifndef WORKBOOK_RACES_FIELDS_H
#define WORKBOOK_RACES_FIELDS_H

#include <stddef.h>
#include <stdint.h>

struct fields;

/* Of the object in that file. NULL when it tells nothing. */
struct fields *fields_open(const char *object);
void fields_close(struct fields *fields); /* NULL is accepted */

/* The name of what lies at the offset; "byte 12" when nobody knows, also without fields. */
void fields_name(const struct fields *fields, uint32_t offset, char *name, size_t size);

/* The line that the instruction at that offset in the object belongs to. 0: nobody knows, also without fields. */
unsigned fields_line(const struct fields *fields, uintptr_t place);

#endif
