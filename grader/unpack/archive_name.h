/* Archives, as their names tell them. */
#ifndef WORKBOOK_UNPACK_ARCHIVE_NAME_H
#define WORKBOOK_UNPACK_ARCHIVE_NAME_H

#include <stdbool.h>
#include <stddef.h>

/* Length of the suffix of an archive that is opened (".tar.gz"), in either case of letters; 0: it is none. */
size_t archive_name_suffix(const char *name);

/* Likewise of archives that are not opened: ".rar". What such a thing holds is unknown; it is nobody's zero. */
size_t archive_name_foreign_suffix(const char *name);

#endif
