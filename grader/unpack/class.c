#include "unpack/class.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "unpack/archive_name.h"
#include "unpack/entry.h"
#include "unpack/reader.h"
#include "unpack/record.h"

static const char list_name[] = "submission_metadata.yml"; /* Gradescope's */

/* A part under way. */
struct part {
    size_t first;   /* entry of it */
    size_t entries; /* so far, those before it included */
    size_t bytes;
};

static bool is_full(const struct part *part)
{
    return part->bytes >= UNPACK_CLASS_PART_BYTES;
}

/* What a download is made of; the rest of it is only told. */
static bool belongs_to_class(const char *path)
{
    return entry_has_suffix(path, ".c") || archive_name_suffix(path) > 0 ||
           entry_has_suffix(path, "/submission_metadata.yml") || strcmp(path, list_name) == 0;
}

static void take_file(struct part *part, struct archive *archive, const char *path)
{
    AUTO_TEXT struct text bytes = {0};
    const char *why =
        entry_read(archive, UNPACK_CLASS_FILE_BYTES_MAX, "it is larger than 10 MiB", &bytes);
    if (why != NULL) {
        record_write(RECORD_UNFIT, path, why, strlen(why));
    } else {
        record_write(RECORD_FILE, path, text_string(&bytes), bytes.length);
        part->bytes += bytes.length;
    }
}

static void end_in_slash(char **path)
{
    if ((*path)[strlen(*path) - 1] != '/') {
        char *with_slash = memory_format("%s/", *path);
        free(*path);
        *path = with_slash;
    }
}

static const char *take_entry(struct part *part, struct archive *archive,
                              struct archive_entry *entry)
{
    AUTO_FREE char *path = entry_copy_path(entry);
    if (++part->entries > UNPACK_CLASS_ENTRIES_MAX) {
        return "it holds more than 65536 entries";
    }
    if (part->entries <= part->first || path == NULL || path[0] == '\0') {
        return NULL;
    }
    bool is_folder = archive_entry_filetype(entry) == AE_IFDIR;
    if (is_folder) {
        end_in_slash(&path);
    }
    const char *why = is_folder ? NULL : entry_unfit(entry, path);
    entry_shorten(path);
    if (why != NULL) {
        record_write(RECORD_UNFIT, path, why, strlen(why));
    } else if (is_folder || !belongs_to_class(path)) {
        record_write(RECORD_STRAY, path, NULL, 0);
    } else {
        take_file(part, archive, path);
    }
    part->bytes += strlen(path);
    return NULL;
}

/* *next: the entry to go on from; 0: that was all. */
static const char *take_part(const char *bytes, size_t length, size_t first, size_t *next)
{
    struct part part = {.first = first};
    AUTO_READER struct reader reader = {.burst_max = UNPACK_CLASS_BYTES_MAX,
                                        .too_large = "it unpacks to more than 1 GiB"};
    struct archive_entry *entry = NULL;
    const char *why = reader_init(&reader, bytes, length);
    while (why == NULL && !is_full(&part)) {
        why = reader_next(&reader, &entry);
        if (why == NULL && entry == NULL) {
            return NULL;
        }
        why = why == NULL ? take_entry(&part, reader.archive, entry) : why;
    }
    *next = part.entries;
    return why;
}

void class_unpack(const char *bytes, size_t length, size_t first)
{
    size_t next = 0;
    const char *why = length > UNPACK_CLASS_ARCHIVE_BYTES_MAX
                          ? "it is larger than 256 MiB"
                          : take_part(bytes, length, first, &next);
    if (why != NULL) {
        record_write(RECORD_PROBLEM, NULL, why, strlen(why));
    } else if (next > 0) {
        char number[32];
        int digits = snprintf(number, sizeof number, "%zu", next);
        record_write(RECORD_MORE, NULL, number, (size_t)digits);
    }
}
