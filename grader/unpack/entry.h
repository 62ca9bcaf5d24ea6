/* One entry of an archive: what becomes of it. */
#ifndef WORKBOOK_UNPACK_ENTRY_H
#define WORKBOOK_UNPACK_ENTRY_H

#include <archive.h>
#include <archive_entry.h>
#include <stdbool.h>
#include <stddef.h>

/* Of one student: what was taken so far. */
struct unpacked {
    size_t entries;
    size_t files;
    size_t bytes; /* of sources */
};

/* Of a class. */
struct unpacked_class {
    size_t first;   /* entry of this part */
    size_t entries; /* so far, those before it included */
    size_t bytes;   /* of this part */
    bool full;      /* the part is */
};

/* Writes the record of an entry. NULL, or the sentence why the rest of the archive is not to be read; static or
 * libarchive's. */
const char *entry_take(struct archive *archive, struct archive_entry *entry,
                       struct unpacked *unpacked);
const char *entry_take_of_class(struct archive *archive, struct archive_entry *entry,
                                struct unpacked_class *unpacked);

#endif
