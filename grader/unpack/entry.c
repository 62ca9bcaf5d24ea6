#include "unpack/entry.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "unpack/record.h"

enum { PIECE_BYTES = 65536 };

const char entry_locked[] = "it is protected by a password";
const char entry_damaged[] = "it is damaged in the archive";

char *entry_copy_path(struct archive_entry *entry)
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

const char *entry_unfit(struct archive_entry *entry, const char *path)
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
        return entry_locked;
    }
    return depth_of(path) > UNPACK_DEPTH_MAX ? "it lies too deep in folders" : NULL;
}

const char *entry_read(struct archive *archive, size_t most, const char *too_large,
                       struct text *bytes)
{
    char piece[PIECE_BYTES];
    la_ssize_t got = 1;
    while (got != 0 && bytes->length <= most) {
        got = archive_read_data(archive, piece, sizeof piece);
        if (got < 0) {
            return entry_damaged;
        }
        text_append_bytes(bytes, piece, (size_t)got);
    }
    return bytes->length > most ? too_large : NULL;
}

bool entry_has_suffix(const char *path, const char *suffix)
{
    size_t length = strlen(path);
    size_t wanted = strlen(suffix);
    return length > wanted && strcasecmp(path + length - wanted, suffix) == 0;
}

void entry_shorten(char *path)
{
    if (strlen(path) > UNPACK_PATH_BYTES_MAX) {
        path[UNPACK_PATH_BYTES_MAX] = '\0';
    }
}
