/* The download of a learning platform: a class of submissions in one archive, a part at a time. */
#ifndef WORKBOOK_UNPACK_CLASS_H
#define WORKBOOK_UNPACK_CLASS_H

#include <stddef.h>

/* Writes the records from that entry on, but the last. */
void class_unpack(const char *bytes, size_t length, size_t first);

#endif
