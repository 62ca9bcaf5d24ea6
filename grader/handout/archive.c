#include "handout/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

enum { FILE_BYTES_MAX = 64 * 1024 * 1024 };

static void free_archive(struct archive **archive)
{
    archive_write_free(*archive);
}

static void free_entry(struct archive_entry **entry)
{
    archive_entry_free(*entry);
}

static la_ssize_t append_bytes(struct archive *archive, void *text, const void *bytes,
                               size_t length)
{
    (void)archive;
    text_append_bytes(text, bytes, length);
    return (la_ssize_t)length;
}

static bool fail(struct archive *archive, struct error *err)
{
    const char *words = archive_error_string(archive);
    return error_set(err, "the archive cannot be made: %s",
                     words != NULL ? words : "no more is known");
}

static bool write_entry(struct archive *archive, const char *name, bool executable, time_t when,
                        const char *bytes, size_t length, struct error *err)
{
    AUTO(free_entry) struct archive_entry *entry = archive_entry_new();
    if (entry == NULL) {
        memory_give_up();
    }
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, executable ? 0755 : 0644);
    archive_entry_set_size(entry, (la_int64_t)length);
    archive_entry_set_mtime(entry, when, 0);
    archive_entry_set_uname(entry, "root");
    archive_entry_set_gname(entry, "root");
    if (archive_write_header(archive, entry) != ARCHIVE_OK ||
        archive_write_data(archive, bytes, length) != (la_ssize_t)length) {
        return fail(archive, err);
    }
    return true;
}

static bool write_file(struct archive *archive, const struct handout_file *file, const char *folder,
                       time_t when, struct error *err)
{
    AUTO_FREE char *name = memory_format("%s/%s", folder, file->name);
    AUTO_FREE char *contents = NULL;
    const char *bytes = file->bytes;
    size_t length = bytes != NULL ? strlen(bytes) : 0;
    if (bytes == NULL) {
        if (!file_read(file->source, FILE_BYTES_MAX, &contents, &length, err)) {
            return false;
        }
        bytes = contents;
    }
    return write_entry(archive, name, file->executable, when, bytes, length, err);
}

static bool write_all(const struct handout_bill *bill, const char *folder, time_t when,
                      struct text *out, struct error *err)
{
    AUTO(free_archive) struct archive *archive = archive_write_new();
    if (archive == NULL) {
        memory_give_up();
    }
    /* gzip's own header would hold the time of the writing. */
    if (archive_write_set_format_ustar(archive) != ARCHIVE_OK ||
        archive_write_add_filter_gzip(archive) != ARCHIVE_OK ||
        archive_write_set_filter_option(archive, "gzip", "timestamp", NULL) != ARCHIVE_OK ||
        archive_write_open(archive, out, NULL, append_bytes, NULL) != ARCHIVE_OK) {
        return fail(archive, err);
    }
    for (size_t i = 0; i < bill->count; i++) {
        if (!write_file(archive, &bill->files[i], folder, when, err)) {
            return false;
        }
    }
    return archive_write_close(archive) == ARCHIVE_OK || fail(archive, err);
}

bool handout_archive_write(const struct handout_bill *bill, const char *folder, time_t when,
                           const char *path, int64_t *bytes, struct error *err)
{
    AUTO_TEXT struct text out = {0};
    if (!write_all(bill, folder, when, &out, err)) {
        return false;
    }
    *bytes = (int64_t)out.length;
    return file_write_atomic(path, text_string(&out), out.length, err);
}
