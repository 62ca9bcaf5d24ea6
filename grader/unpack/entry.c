#include "unpack/entry.h"

#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "unpack/record.h"

/* The path with slashes, as archives from Windows do not always have them. NULL when there is none; owned by the
 * caller. */
static char *copy_path(struct archive_entry *entry)
{
    const char *given = archive_entry_pathname(entry);
    if (given == NULL) {
        given = archive_entry_pathname_utf8(entry);
    }
    char *path = memory_copy_string(given);
    for (char *at = path; at != NULL && *at != '\0'; at++) {
        if (*at == '\\') {
            *at = '/';
        }
    }
    return path;
}

/* Nothing is ever written to a disk; a path like this is told all the same, for nobody makes it by accident. */
static bool leads_out(const char *path)
{
    if (path[0] == '/' || (path[0] != '\0' && path[1] == ':')) {
        return true;
    }
    for (const char *at = path; at != NULL; at = strchr(at, '/')) {
        at += *at == '/';
        if (strncmp(at, "..", 2) == 0 && (at[2] == '/' || at[2] == '\0')) {
            return true;
        }
    }
    return false;
}

static size_t depth_of(const char *path)
{
    size_t depth = 0;
    for (; *path != '\0'; path++) {
        depth += *path == '/';
    }
    return depth;
}

static bool is_source_name(const char *path)
{
    size_t length = strlen(path);
    return length > 2 && path[length - 2] == '.' &&
           (path[length - 1] == 'c' || path[length - 1] == 'C');
}

/* Why a file of a source's name is not one; NULL: it may be. */
static const char *unfit(struct archive_entry *entry, const char *path)
{
    if (leads_out(path)) {
        return "its path leads out of the archive";
    }
    if (archive_entry_hardlink(entry) != NULL || archive_entry_filetype(entry) == AE_IFLNK) {
        return "it is a link; hand in the file itself";
    }
    if (archive_entry_filetype(entry) != AE_IFREG) {
        return "it is not a regular file";
    }
    if (archive_entry_is_encrypted(entry)) {
        return "it is protected by a password";
    }
    return depth_of(path) > UNPACK_DEPTH_MAX ? "it lies too deep in folders" : NULL;
}

static const char *read_source(struct archive *archive, const char *path, struct unpacked *unpacked)
{
    AUTO_FREE char *bytes = memory_allocate(UNPACK_FILE_BYTES_MAX + 1, 1);
    size_t length = 0;
    la_ssize_t got;
    while (length <= UNPACK_FILE_BYTES_MAX &&
           (got = archive_read_data(archive, bytes + length, UNPACK_FILE_BYTES_MAX + 1 - length)) !=
               0) {
        if (got < 0) {
            const char *why = "it is damaged in the archive";
            record_write(RECORD_UNFIT, path, why, strlen(why));
            return NULL;
        }
        length += (size_t)got;
    }
    if (length > UNPACK_FILE_BYTES_MAX) {
        const char *why = "it is larger than 1 MiB";
        record_write(RECORD_UNFIT, path, why, strlen(why));
        return NULL;
    }
    unpacked->files++;
    unpacked->bytes += length;
    if (unpacked->bytes > UNPACK_SOURCE_BYTES_MAX) {
        return "it holds more than 8 MiB of source";
    }
    record_write(RECORD_FILE, path, bytes, length);
    return unpacked->files == UNPACK_FILES_MAX ? "it holds more than 127 sources" : NULL;
}

/* A path longer than any that an exercise needs is cut: it is only shown. */
static void shorten(char *path)
{
    if (strlen(path) > UNPACK_PATH_BYTES_MAX) {
        path[UNPACK_PATH_BYTES_MAX] = '\0';
    }
}

const char *entry_take(struct archive *archive, struct archive_entry *entry,
                       struct unpacked *unpacked)
{
    AUTO_FREE char *path = copy_path(entry);
    if (++unpacked->entries > UNPACK_ENTRIES_MAX) {
        return "it holds more than 4096 entries";
    }
    if (path == NULL || archive_entry_filetype(entry) == AE_IFDIR) {
        return NULL;
    }
    const char *why = unfit(entry, path);
    if (why == NULL && is_source_name(path)) {
        return read_source(archive, path, unpacked);
    }
    shorten(path);
    if (why != NULL && is_source_name(path)) {
        record_write(RECORD_UNFIT, path, why, strlen(why));
    } else {
        record_write(RECORD_STRAY, path, NULL, 0);
    }
    return NULL;
}
