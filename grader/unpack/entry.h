/* One entry of an archive: what becomes of it. */
#ifndef WORKBOOK_UNPACK_ENTRY_H
#define WORKBOOK_UNPACK_ENTRY_H

#include <archive.h>
#include <archive_entry.h>
#include <stdbool.h>
#include <stddef.h>

/* What was taken so far. */
struct unpacked {
    size_t entries;
    size_t files;
    size_t bytes; /* of sources */
};

/* Writes its record. NULL, or the sentence why the rest of the archive is not to be read; static or
 * libarchive's. */
const char *entry_take(struct archive *archive, struct archive_entry *entry,
                       struct unpacked *unpacked);

#endif
