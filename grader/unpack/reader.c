#include "unpack/reader.h"

#include "base/memory.h"

static const char no_archive[] =
    "it is damaged, or no archive of a kind that is known (zip, tar, tar.gz, tar.xz)";

/* Of one that was opened; libarchive 3.6 crashes when asked about another. */
static const char *why_broken(struct archive *archive)
{
    return archive_read_has_encrypted_entries(archive) > 0 ? "it is protected by a password"
                                                           : no_archive;
}

const char *reader_init(struct reader *reader, const char *bytes, size_t length)
{
    struct archive *archive = archive_read_new();
    if (archive == NULL) {
        memory_give_up();
    }
    reader->archive = archive;
    archive_read_support_format_zip(archive);
    archive_read_support_format_tar(archive);
    archive_read_support_filter_gzip(archive);
    archive_read_support_filter_xz(archive);
    archive_read_support_filter_bzip2(archive);
    return archive_read_open_memory(archive, bytes, length) == ARCHIVE_OK ? NULL : no_archive;
}

void reader_finish(struct reader *reader)
{
    archive_read_free(reader->archive);
    reader->archive = NULL;
}

la_int64_t reader_burst(const struct reader *reader)
{
    return archive_filter_bytes(reader->archive, 0);
}

const char *reader_next(struct reader *reader, struct archive_entry **entry)
{
    *entry = NULL;
    int status = archive_read_next_header(reader->archive, entry);
    if (reader_burst(reader) > reader->burst_max) {
        return reader->too_large;
    }
    if (status == ARCHIVE_EOF) {
        *entry = NULL;
        return NULL;
    }
    return status < ARCHIVE_WARN ? why_broken(reader->archive) : NULL;
}
