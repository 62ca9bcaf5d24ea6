/* make_archive OUTPUT KIND:NAME:VALUE…: an archive in the format of its suffix, such as no honest program would make.
 *
 *     file:NAME:PATH     the bytes of a file, under any name at all
 *     locked:NAME:PATH   the same in a zip archive that is behind a password
 *     link:NAME:TARGET   a symbolic link; hard:NAME:TARGET a hard one
 *     pipe:NAME:         a FIFO
 *     zeros:NAME:MIB     so many MiB of nothing
 *     many:NAME:COUNT    so many empty files
 */
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "base/file.h"
#include "base/memory.h"

enum { FILE_BYTES_MAX = 64 << 20, MIB = 1 << 20 };

_Noreturn static void fail(const char *why)
{
    (void)fprintf(stderr, "make_archive: %s\n", why);
    exit(1);
}

static void check(struct archive *archive, long status)
{
    if (status < ARCHIVE_OK) {
        fail(archive_error_string(archive));
    }
}

static struct archive_entry *begin(const char *name, mode_t kind, la_int64_t size)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, kind);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, size);
    return entry;
}

static void put(struct archive *archive, struct archive_entry *entry)
{
    check(archive, archive_write_header(archive, entry));
    archive_entry_free(entry);
}

static void put_file(struct archive *archive, const char *name, const char *path)
{
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    struct error err;
    if (!file_read(path, FILE_BYTES_MAX, &bytes, &length, &err)) {
        fail(err.message);
    }
    put(archive, begin(name, S_IFREG, (la_int64_t)length));
    check(archive, archive_write_data(archive, bytes, length));
}

static void put_zeros(struct archive *archive, const char *name, long mib)
{
    AUTO_FREE char *nothing = memory_allocate(MIB, 1);
    put(archive, begin(name, S_IFREG, (la_int64_t)mib * MIB));
    for (long i = 0; i < mib; i++) {
        check(archive, archive_write_data(archive, nothing, MIB));
    }
}

static void put_link(struct archive *archive, const char *name, const char *target, bool hard)
{
    struct archive_entry *entry = begin(name, hard ? S_IFREG : S_IFLNK, 0);
    if (hard) {
        archive_entry_set_hardlink(entry, target);
    } else {
        archive_entry_set_symlink(entry, target);
    }
    put(archive, entry);
}

static void put_many(struct archive *archive, const char *name, long count)
{
    for (long i = 0; i < count; i++) {
        AUTO_FREE char *numbered = memory_format("%s%ld", name, i);
        put(archive, begin(numbered, S_IFREG, 0));
    }
}

static void put_word(struct archive *archive, char *word)
{
    char *name = strchr(word, ':');
    char *value = name != NULL ? strrchr(word, ':') : NULL;
    if (name == value) {
        fail("an entry is KIND:NAME:VALUE");
    }
    *name++ = '\0';
    *value++ = '\0';
    if (strcmp(word, "file") == 0 || strcmp(word, "locked") == 0) {
        put_file(archive, name, value);
    } else if (strcmp(word, "zeros") == 0) {
        put_zeros(archive, name, strtol(value, NULL, 10));
    } else if (strcmp(word, "many") == 0) {
        put_many(archive, name, strtol(value, NULL, 10));
    } else if (strcmp(word, "pipe") == 0) {
        put(archive, begin(name, S_IFIFO, 0));
    } else {
        put_link(archive, name, value, strcmp(word, "hard") == 0);
    }
}

/* It is a matter of the whole archive, and to be said before it is begun. */
static void lock(struct archive *archive, int argc, char **argv)
{
    for (int i = 2; i < argc; i++) {
        if (strncmp(argv[i], "locked:", strlen("locked:")) == 0) {
            check(archive, archive_write_set_options(archive, "zip:encryption=traditional"));
            check(archive, archive_write_set_passphrase(archive, "secret"));
        }
    }
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fail("usage: make_archive OUTPUT KIND:NAME:VALUE...");
    }
    if (setlocale(LC_ALL, "C.UTF-8") == NULL) {
        fail("there is no locale C.UTF-8");
    }
    struct archive *archive = archive_write_new();
    check(archive, archive_write_set_format_filter_by_ext(archive, argv[1]));
    lock(archive, argc, argv);
    check(archive, archive_write_open_filename(archive, argv[1]));
    for (int i = 2; i < argc; i++) {
        put_word(archive, argv[i]);
    }
    check(archive, archive_write_close(archive));
    archive_write_free(archive);
    return 0;
}
