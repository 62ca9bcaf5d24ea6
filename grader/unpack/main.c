/* unpack: the C sources in an archive that comes in on standard input, as records on standard output
 * (unpack/record.h).
 *
 * The archive is hostile, and libarchive is a large program to hand it to. So this one runs in the sandbox of the
 * compiler (stage/tool.h), knows no file system and makes no file: links, devices and paths that lead out of the
 * archive have nothing to work on. Bombs end at the limits of record.h, or at the sandbox's. */
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stdio.h>
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
static char *read_input(size_t *length)
{
    char *bytes = memory_allocate(UNPACK_ARCHIVE_BYTES_MAX + 1, 1);
    *length = fread(bytes, 1, UNPACK_ARCHIVE_BYTES_MAX + 1, stdin);
    return bytes;
}

static const char *why_broken(struct archive *archive)
{
    if (archive_read_has_encrypted_entries(archive) > 0) {
        return "it is protected by a password";
    }
    return "it is damaged, or no archive of a kind that is known (zip, tar, tar.gz, tar.xz)";
}

/* The bytes behind the compression, whether anybody wants them or not. */
static bool has_burst(struct archive *archive)
{
    return archive_filter_bytes(archive, 0) > UNPACK_BYTES_MAX;
}

static const char *take_entries(struct archive *archive)
{
    struct unpacked unpacked = {0};
    for (;;) {
        struct archive_entry *entry = NULL;
        int status = archive_read_next_header(archive, &entry);
        if (has_burst(archive)) {
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
                          : why_broken(archive);
    if (why != NULL) {
        complain(why);
    }
    archive_read_free(archive);
}

int main(void)
{
    const struct rlimit memory = {MEMORY_BYTES_MAX, MEMORY_BYTES_MAX};
    if (setlocale(LC_ALL, "") == NULL || setrlimit(RLIMIT_AS, &memory) != 0) {
        return 1;
    }
    size_t length = 0;
    AUTO_FREE char *bytes = read_input(&length);
    unpack(bytes, length);
    record_write(RECORD_END, NULL, NULL, 0);
    return fflush(stdout) == 0 ? 0 : 1;
}
