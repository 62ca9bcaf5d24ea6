#include "handout/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/memory.h"

enum { FILE_BYTES_MAX = 64 * 1024 * 1024 };

static void free_archive(struct archive **archive)
{
    archive_write_free(*archive);
}

static void free_entry(struct archive_entry **entry)
{
    archive_entry_free(*entry);
}

static bool fail(struct archive *archive, const char *path, struct error *err)
{
    const char *words = archive_error_string(archive);
    return error_set(err, "cannot write %s: %s", path, words != NULL ? words : "no more is known");
}

static bool write_entry(struct archive *archive, const char *name, bool executable, time_t when,
                        const char *bytes, size_t length, const char *path, struct error *err)
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
        return fail(archive, path, err);
    }
    return true;
}

static bool write_file(struct archive *archive, const struct handout_file *file, const char *folder,
                       time_t when, const char *path, struct error *err)
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
    return write_entry(archive, name, file->executable, when, bytes, length, path, err);
}

static bool write_all(const struct handout_bill *bill, const char *folder, time_t when,
                      const char *path, struct error *err)
{
    AUTO(free_archive) struct archive *archive = archive_write_new();
    if (archive == NULL) {
        memory_give_up();
    }
    /* gzip's own header would hold the time of the writing. */
    if (archive_write_set_format_ustar(archive) != ARCHIVE_OK ||
        archive_write_add_filter_gzip(archive) != ARCHIVE_OK ||
        archive_write_set_filter_option(archive, "gzip", "timestamp", NULL) != ARCHIVE_OK ||
        archive_write_open_filename(archive, path) != ARCHIVE_OK) {
        return fail(archive, path, err);
    }
    for (size_t i = 0; i < bill->count; i++) {
        if (!write_file(archive, &bill->files[i], folder, when, path, err)) {
            return false;
        }
    }
    return archive_write_close(archive) == ARCHIVE_OK || fail(archive, path, err);
}

bool handout_archive_write(const struct handout_bill *bill, const char *folder, time_t when,
                           const char *path, int64_t *bytes, struct error *err)
{
    AUTO_FREE char *beside = memory_format("%s.new", path);
    struct stat status;
    if (!write_all(bill, folder, when, beside, err)) {
        (void)unlink(beside);
        return false;
    }
    if (stat(beside, &status) != 0 || rename(beside, path) != 0) {
        (void)error_set_errno(err, "cannot write %s", path);
        (void)unlink(beside);
        return false;
    }
    *bytes = status.st_size;
    return true;
}
