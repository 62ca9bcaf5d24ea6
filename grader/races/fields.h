/* Names for places in the mapping, as the source has them: from the object's debug information. */
#ifndef WORKBOOK_RACES_FIELDS_H
#define WORKBOOK_RACES_FIELDS_H

#include <stddef.h>
#include <stdint.h>

/* "turn", "slot[2].text", or "byte 12" when nobody knows. */
void fields_name(void *handle, uint32_t offset, char *name, size_t size);

#endif
