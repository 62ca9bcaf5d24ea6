#include "unpack/entry.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"
#include "unpack/record.h"

enum { PIECE_BYTES = 65536 };

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

static bool has_suffix(const char *path, const char *suffix)
{
    size_t length = strlen(path);
    size_t wanted = strlen(suffix);
    return length > wanted && strcasecmp(path + length - wanted, suffix) == 0;
}

static bool is_source_name(const char *path)
{
    return has_suffix(path, ".c");
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

/* All of it into a record; the bytes that were taken, or SIZE_MAX when it is unfit. */
static size_t read_file(struct archive *archive, const char *path, size_t most,
                        const char *too_large)
{
    AUTO_TEXT struct text bytes = {0};
    char piece[PIECE_BYTES];
    const char *why = NULL;
    la_ssize_t got = 1;
    while (why == NULL && got != 0 && bytes.length <= most) {
        got = archive_read_data(archive, piece, sizeof piece);
        why = got < 0 ? "it is damaged in the archive" : NULL;
        text_append_bytes(&bytes, piece, got > 0 ? (size_t)got : 0);
    }
    why = why == NULL && bytes.length > most ? too_large : why;
    if (why != NULL) {
        record_write(RECORD_UNFIT, path, why, strlen(why));
        return SIZE_MAX;
    }
    record_write(RECORD_FILE, path, text_string(&bytes), bytes.length);
    return bytes.length;
}

static const char *read_source(struct archive *archive, const char *path, struct unpacked *unpacked)
{
    size_t length = read_file(archive, path, UNPACK_FILE_BYTES_MAX, "it is larger than 1 MiB");
    if (length == SIZE_MAX) {
        return NULL;
    }
    unpacked->files++;
    unpacked->bytes += length;
    if (unpacked->bytes > UNPACK_SOURCE_BYTES_MAX) {
        return "it holds more than 8 MiB of source";
    }
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

/* What the download of a platform is made of; the rest of it is only told. */
static bool belongs_to_class(const char *path)
{
    static const char *const suffixes[] = {
        ".c",       ".zip", ".tar", ".tar.gz", ".tar.xz",
        ".tar.bz2", ".tgz", ".txz", ".tbz2",   "/submission_metadata.yml"};
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        if (has_suffix(path, suffixes[i])) {
            return true;
        }
    }
    return strcmp(path, "submission_metadata.yml") == 0;
}

const char *entry_take_of_class(struct archive *archive, struct archive_entry *entry,
                                struct unpacked_class *unpacked)
{
    AUTO_FREE char *path = copy_path(entry);
    if (++unpacked->entries > UNPACK_CLASS_ENTRIES_MAX) {
        return "it holds more than 65536 entries";
    }
    if (unpacked->entries <= unpacked->first || path == NULL) {
        return NULL;
    }
    bool is_folder = archive_entry_filetype(entry) == AE_IFDIR;
    if (is_folder && path[strlen(path) - 1] != '/') {
        char *with_slash = memory_format("%s/", path);
        free(path);
        path = with_slash;
    }
    const char *why = is_folder ? NULL : unfit(entry, path);
    shorten(path);
    if (why != NULL) {
        record_write(RECORD_UNFIT, path, why, strlen(why));
    } else if (is_folder || !belongs_to_class(path)) {
        record_write(RECORD_STRAY, path, NULL, 0);
    } else {
        size_t length =
            read_file(archive, path, UNPACK_CLASS_FILE_BYTES_MAX, "it is larger than 10 MiB");
        unpacked->bytes += length != SIZE_MAX ? length : 0;
    }
    unpacked->bytes += strlen(path);
    unpacked->full = unpacked->bytes >= UNPACK_CLASS_PART_BYTES;
    return NULL;
}
