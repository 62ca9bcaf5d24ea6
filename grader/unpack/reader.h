/* An archive in memory, entry by entry. */
#ifndef WORKBOOK_UNPACK_READER_H
#define WORKBOOK_UNPACK_READER_H

#include <archive.h>
#include <archive_entry.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/cleanup.h"

struct reader {
    struct archive *archive;
    la_int64_t burst_max; /* bytes behind the compression, whether anybody wants them or not */
    const char *too_large;
};

/* NULL, or the sentence why it cannot be opened. To be finished in both cases; the bytes are lent until then. */
const char *reader_init(struct reader *reader, const char *bytes, size_t length);
void reader_finish(struct reader *reader);

/* The next entry is reader-owned; NULL at the end. NULL, or the sentence why no more can be read. */
const char *reader_next(struct reader *reader, struct archive_entry **entry);

/* How many bytes its compression has grown to so far. */
la_int64_t reader_burst(const struct reader *reader);

#define AUTO_READER AUTO(reader_finish)

#endif
