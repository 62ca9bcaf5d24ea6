/* One entry of an archive. */
#ifndef WORKBOOK_UNPACK_ENTRY_H
#define WORKBOOK_UNPACK_ENTRY_H

#include <archive.h>
#include <archive_entry.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* What is the fault of the archive, and not of the file in it: sentences that are compared by address. */
extern const char entry_locked[];
extern const char entry_damaged[];

/* The path with slashes, as archives from Windows do not always have them. NULL when there is none; owned by the
 * caller. */
char *entry_copy_path(struct archive_entry *entry);

/* Why it is no file to be read, a static sentence; NULL: it may be. */
const char *entry_unfit(struct archive_entry *entry, const char *path);

/* All of it, at the end of the text. NULL, or the sentence why not: `too_large` when it has more than `most` bytes. */
const char *entry_read(struct archive *archive, size_t most, const char *too_large,
                       struct text *bytes);

bool entry_has_suffix(const char *path, const char *suffix);

/* A path longer than any that an exercise needs is cut: it is only shown. */
void entry_shorten(char *path);

#endif
