#include "races/fields.h"

#include <inttypes.h>
#include <stdio.h>

void fields_name(void *handle, uint32_t offset, char *name, size_t size)
{
    (void)handle;
    snprintf(name, size, "byte %" PRIu32, offset);
}
