#include "unpack/submission.h"

#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "unpack/archive_name.h"
#include "unpack/entry.h"
#include "unpack/litter.h"
#include "unpack/reader.h"
#include "unpack/record.h"

static const char too_much[] = "it unpacks to more than 128 MiB";

/* What was taken so far, from all levels. */
struct unpacked {
    size_t entries;
    size_t files;
    size_t source_bytes;
    size_t bytes;  /* that were made of compressed ones */
    char *culprit; /* what in the archive could not be read; owned, NULL: none */
};

/* One archive under way. */
struct level {
    struct unpacked *unpacked;
    const char *bytes;
    size_t length;
    const char *within; /* what the paths of its files begin with: "", "work/" */
    unsigned depth;     /* 0: what was handed in */
    bool has_sources;   /* fit or not */
    char **archives;    /* paths of those in it */
    size_t archive_count;
};

static void level_finish(struct level *level)
{
    for (size_t i = 0; i < level->archive_count; i++) {
        free(level->archives[i]);
    }
    free(level->archives);
}

static const char *level_open(const struct level *level, struct reader *reader)
{
    reader->burst_max = UNPACK_BYTES_MAX - (la_int64_t)level->unpacked->bytes;
    reader->too_large = too_much;
    return reader_init(reader, level->bytes, level->length);
}

/* The path of an entry that is a file of some kind, and somebody's; NULL: it is none. Owned by the caller. */
static char *level_copy_path(const struct level *level, struct archive_entry *entry)
{
    AUTO_FREE char *path = entry_copy_path(entry);
    return path == NULL || archive_entry_filetype(entry) == AE_IFDIR || litter_has_path(path)
               ? NULL
               : memory_format("%s%s", level->within, path);
}

/* --- sources ----------------------------------------------------------------------------------- */

static const char *take_source(struct level *level, struct reader *reader,
                               struct archive_entry *entry, char *path)
{
    AUTO_TEXT struct text bytes = {0};
    struct unpacked *unpacked = level->unpacked;
    const char *why = entry_unfit(entry, path);
    if (why == NULL) {
        why = entry_read(reader->archive, UNPACK_FILE_BYTES_MAX, "it is larger than 1 MiB", &bytes);
    }
    level->has_sources = true;
    if (why == entry_locked || why == entry_damaged) {
        entry_shorten(path);
        unpacked->culprit = memory_copy_string(path);
        return why;
    }
    if (why != NULL) {
        entry_shorten(path);
        record_write(RECORD_UNFIT, path, why, strlen(why));
        return NULL;
    }
    record_write(RECORD_FILE, path, text_string(&bytes), bytes.length);
    unpacked->files++;
    unpacked->source_bytes += bytes.length;
    if (unpacked->source_bytes > UNPACK_SOURCE_BYTES_MAX) {
        return "it holds more than 8 MiB of source";
    }
    return unpacked->files == UNPACK_FILES_MAX ? "it holds more than 127 sources" : NULL;
}

static const char *take_entry(struct level *level, struct reader *reader,
                              struct archive_entry *entry)
{
    if (++level->unpacked->entries > UNPACK_ENTRIES_MAX) {
        return "it holds more than 4096 entries";
    }
    AUTO_FREE char *path = level_copy_path(level, entry);
    if (path == NULL) {
        return NULL;
    }
    if (entry_has_suffix(path, ".c")) {
        return take_source(level, reader, entry, path);
    }
    entry_shorten(path);
    if (archive_name_suffix(path) > 0) {
        *memory_append(&level->archives, &level->archive_count) = steal_pointer(&path);
    } else {
        record_write(RECORD_STRAY, path, NULL, 0);
    }
    return NULL;
}

static const char *take_entries(struct level *level)
{
    AUTO_READER struct reader reader = {0};
    struct archive_entry *entry = NULL;
    const char *why = level_open(level, &reader);
    while (why == NULL && (why = reader_next(&reader, &entry)) == NULL && entry != NULL) {
        why = take_entry(level, &reader, entry);
    }
    level->unpacked->bytes += (size_t)reader_burst(&reader);
    return why;
}

/* --- archives in it ---------------------------------------------------------------------------- */

static const char *take_level(struct level *level);

static const char *read_inner(struct level *level, struct reader *reader,
                              struct archive_entry *entry, const char *path, struct text *bytes)
{
    struct unpacked *unpacked = level->unpacked;
    const char *why = entry_unfit(entry, path);
    if (why == NULL) {
        why =
            entry_read(reader->archive, UNPACK_INNER_BYTES_MAX, "it is larger than 16 MiB", bytes);
    }
    unpacked->bytes += bytes->length;
    return why == NULL && unpacked->bytes > UNPACK_BYTES_MAX ? too_much : why;
}

static const char *open_inner(struct level *level, struct reader *reader,
                              struct archive_entry *entry, const char *path)
{
    AUTO_TEXT struct text bytes = {0};
    size_t suffix = archive_name_suffix(path);
    AUTO_FREE char *within = memory_format("%.*s/", (int)(strlen(path) - suffix), path);
    const char *why = read_inner(level, reader, entry, path, &bytes);
    if (why == NULL) {
        AUTO(level_finish)
        struct level inner = {.unpacked = level->unpacked,
                              .bytes = text_string(&bytes),
                              .length = bytes.length,
                              .within = within,
                              .depth = level->depth + 1};
        why = take_level(&inner);
    }
    if (why != NULL && level->unpacked->culprit == NULL) {
        level->unpacked->culprit = memory_copy_string(path);
    }
    return why;
}

static const char *open_archives(struct level *level)
{
    AUTO_READER struct reader reader = {0};
    struct archive_entry *entry = NULL;
    if (level->depth == UNPACK_LEVELS_MAX) {
        return "its archives lie too deep in each other";
    }
    const char *why = level_open(level, &reader);
    while (why == NULL && (why = reader_next(&reader, &entry)) == NULL && entry != NULL) {
        AUTO_FREE char *path = level_copy_path(level, entry);
        if (path != NULL && archive_name_suffix(path) > 0) {
            why = open_inner(level, &reader, entry, path);
        }
    }
    level->unpacked->bytes += (size_t)reader_burst(&reader);
    return why;
}

/* NULL, or the sentence why it was not read to its end. */
static const char *take_level(struct level *level)
{
    const char *why = take_entries(level);
    if (why != NULL) {
        return why;
    }
    if (!level->has_sources && level->archive_count > 0) {
        return open_archives(level);
    }
    for (size_t i = 0; i < level->archive_count; i++) {
        record_write(RECORD_STRAY, level->archives[i], NULL, 0);
    }
    return NULL;
}

void submission_unpack(const char *bytes, size_t length)
{
    struct unpacked unpacked = {0};
    AUTO(level_finish)
    struct level handed_in = {
        .unpacked = &unpacked, .bytes = bytes, .length = length, .within = ""};
    const char *why =
        length > UNPACK_ARCHIVE_BYTES_MAX ? "it is larger than 32 MiB" : take_level(&handed_in);
    if (why != NULL) {
        record_write(RECORD_PROBLEM, unpacked.culprit, why, strlen(why));
    }
    free(unpacked.culprit);
}
