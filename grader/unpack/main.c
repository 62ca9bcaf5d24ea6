/* unpack: the C sources in an archive that comes in on standard input, as records on standard output
 * (unpack/record.h); or `unpack class NUMBER`: a part of a whole class.
 *
 * The archive is hostile, and libarchive is a large program to hand it to. So this one runs in the sandbox of the
 * compiler (stage/tool.h), knows no file system and makes no file: links, devices and paths that lead out of the
 * archive have nothing to work on. Bombs end at the limits of record.h, or at the sandbox's. */
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "unpack/entry.h"
#include "unpack/record.h"

enum { MEMORY_BYTES_MAX = 512 << 20 };

static void complain(const char *why)
{
    record_write(RECORD_PROBLEM, NULL, why, strlen(why));
}

/* All of standard input; one byte above the limit when there is more. */
static char *read_input(size_t most, size_t *length)
{
    char *bytes = memory_allocate(most + 1, 1);
    *length = fread(bytes, 1, most + 1, stdin);
    return bytes;
}

static const char no_archive[] =
    "it is damaged, or no archive of a kind that is known (zip, tar, tar.gz, tar.xz)";

/* Of one that was opened; libarchive 3.6 crashes when asked about another. */
static const char *why_broken(struct archive *archive)
{
    return archive_read_has_encrypted_entries(archive) > 0 ? "it is protected by a password"
                                                           : no_archive;
}

/* The bytes behind the compression, whether anybody wants them or not. */
static bool has_burst(struct archive *archive, la_int64_t most)
{
    return archive_filter_bytes(archive, 0) > most;
}

static const char *take_entries(struct archive *archive)
{
    struct unpacked unpacked = {0};
    for (;;) {
        struct archive_entry *entry = NULL;
        int status = archive_read_next_header(archive, &entry);
        if (has_burst(archive, UNPACK_BYTES_MAX)) {
            return "it unpacks to more than 128 MiB";
        }
        if (status == ARCHIVE_EOF) {
            return NULL;
        }
        if (status < ARCHIVE_WARN) {
            return why_broken(archive);
        }
        const char *why = entry_take(archive, entry, &unpacked);
        if (why != NULL) {
            return why;
        }
    }
}

/* *next: the entry to go on from; 0: that was all. */
static const char *take_entries_of_class(struct archive *archive, size_t first, size_t *next)
{
    struct unpacked_class unpacked = {.first = first};
    while (!unpacked.full) {
        struct archive_entry *entry = NULL;
        int status = archive_read_next_header(archive, &entry);
        if (has_burst(archive, UNPACK_CLASS_BYTES_MAX)) {
            return "it unpacks to more than 1 GiB";
        }
        if (status == ARCHIVE_EOF) {
            return NULL;
        }
        if (status < ARCHIVE_WARN) {
            return why_broken(archive);
        }
        const char *why = entry_take_of_class(archive, entry, &unpacked);
        if (why != NULL) {
            return why;
        }
    }
    *next = unpacked.entries;
    return NULL;
}

static struct archive *open_archive(void)
{
    struct archive *archive = archive_read_new();
    if (archive == NULL) {
        memory_give_up();
    }
    archive_read_support_format_zip(archive);
    archive_read_support_format_tar(archive);
    archive_read_support_filter_gzip(archive);
    archive_read_support_filter_xz(archive);
    archive_read_support_filter_bzip2(archive);
    return archive;
}

static void unpack(const char *bytes, size_t length)
{
    if (length > UNPACK_ARCHIVE_BYTES_MAX) {
        complain("it is larger than 32 MiB");
        return;
    }
    struct archive *archive = open_archive();
    const char *why = archive_read_open_memory(archive, bytes, length) == ARCHIVE_OK
                          ? take_entries(archive)
                          : no_archive;
    if (why != NULL) {
        complain(why);
    }
    archive_read_free(archive);
}

static void unpack_class(const char *bytes, size_t length, size_t first)
{
    if (length > UNPACK_CLASS_ARCHIVE_BYTES_MAX) {
        complain("it is larger than 256 MiB");
        return;
    }
    struct archive *archive = open_archive();
    size_t next = 0;
    const char *why = archive_read_open_memory(archive, bytes, length) == ARCHIVE_OK
                          ? take_entries_of_class(archive, first, &next)
                          : no_archive;
    if (why != NULL) {
        complain(why);
    } else if (next > 0) {
        char number[32];
        int digits = snprintf(number, sizeof number, "%zu", next);
        record_write(RECORD_MORE, NULL, number, (size_t)digits);
    }
    archive_read_free(archive);
}

int main(int argc, char **argv)
{
    bool is_class = argc == 3 && strcmp(argv[1], "class") == 0;
    const struct rlimit memory = {MEMORY_BYTES_MAX, MEMORY_BYTES_MAX};
    if (setlocale(LC_ALL, "") == NULL || setrlimit(RLIMIT_AS, &memory) != 0) {
        return 1;
    }
    size_t length = 0;
    AUTO_FREE char *bytes =
        read_input(is_class ? UNPACK_CLASS_ARCHIVE_BYTES_MAX : UNPACK_ARCHIVE_BYTES_MAX, &length);
    if (is_class) {
        unpack_class(bytes, length, strtoul(argv[2], NULL, 10));
    } else {
        unpack(bytes, length);
    }
    record_write(RECORD_END, NULL, NULL, 0);
    return fflush(stdout) == 0 ? 0 : 1;
}
