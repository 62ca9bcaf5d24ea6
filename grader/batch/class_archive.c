#include "batch/class_archive.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/tree.h"
#include "batch/names.h"
#include "batch/platform.h"
#include "batch/unpack_record.h"
#include "unpack/archive_name.h"
#include "unpack/litter.h"
#include "unpack/record.h"

enum { PARTS_MAX = 1024, NAME_BYTES_MAX = 255 };

void class_archive_finish(struct class_archive *opened)
{
    free(opened->folder);
    for (size_t i = 0; i < opened->note_count; i++) {
        free(opened->notes[i]);
    }
    free(opened->notes);
    *opened = (struct class_archive){0};
}

/* --- one record -------------------------------------------------------------------------------- */

/* Being opened. */
struct opening {
    const char *path; /* of the archive */
    char *folder;     /* where it is put; owned */
    struct class_archive *opened;
    size_t next; /* entry of the next part; 0: there is none */
};

/* The program says so too; but it has read the archive, and may say anything. */
static bool is_safe(const char *path)
{
    if (path[0] == '\0' || path[0] == '/') {
        return false;
    }
    for (const char *part = path; part != NULL; part = strchr(part, '/')) {
        part += *part == '/';
        size_t length = strcspn(part, "/");
        bool is_up = length == 2 && strncmp(part, "..", 2) == 0;
        if (is_up || length > NAME_BYTES_MAX) {
            return false;
        }
    }
    return true;
}

static void note(struct class_archive *opened, const struct unpack_record *record, const char *why)
{
    AUTO_FREE char *name = names_printable(record->path);
    AUTO_FREE char *printable = names_printable(why);
    *memory_append(&opened->notes, &opened->note_count) =
        memory_format("%s was not taken out of the archive: %s", name, printable);
}

/* An archive may have two things of one name, or names that this file system cannot have: the first stays. */
static bool is_their_fault(int number)
{
    return number == EEXIST || number == ENOTDIR || number == EISDIR || number == EINVAL ||
           number == EILSEQ || number == ENAMETOOLONG;
}

/* All folders above the last slash behind `begin`. False with errno set. */
static bool make_folders(const char *path, size_t begin)
{
    AUTO_FREE char *copy = memory_copy_string(path);
    for (char *slash = strchr(copy + begin, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(copy, 0700) != 0 && errno != EEXIST) {
            return false;
        }
        *slash = '/';
    }
    return true;
}

static bool make_file(const char *path, const char *bytes, size_t length)
{
    AUTO_CLOSE int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    return fd >= 0 && file_write_all(fd, bytes, length);
}

/* What nobody needs is there by its name alone: it is told where the submission is judged. */
static bool put(struct opening *opening, const struct unpack_record *record, struct error *err)
{
    if (!is_safe(record->path)) {
        note(opening->opened, record, "its name leads elsewhere, or is too long");
        return true;
    }
    AUTO_FREE char *path = memory_format("%s/%s", opening->folder, record->path);
    bool is_folder = path[strlen(path) - 1] == '/';
    bool done = make_folders(path, strlen(opening->folder) + 1) &&
                (is_folder || make_file(path, record->bytes, record->length));
    if (!done && is_their_fault(errno)) {
        note(opening->opened, record, strerror(errno));
        return true;
    }
    return done || error_set_errno(err, "cannot make %s", path);
}

/* What is left of it is whose it was: his folder, or an archive that is judged to be none. */
static bool put_unfit(struct opening *opening, struct unpack_record *record, struct error *err)
{
    note(opening->opened, record, record->bytes);
    record->length = 0;
    if (archive_name_suffix(record->path) == 0) {
        char *slash = strrchr(record->path, '/');
        if (slash == NULL) {
            return true;
        }
        slash[1] = '\0';
    }
    return !is_safe(record->path) || put(opening, record, err);
}

static bool fail(const struct opening *opening, const char *why, struct error *err)
{
    AUTO_FREE char *printable = names_printable(why);
    return error_set(err, "%s could not be opened: %s", opening->path, printable);
}

static bool take(struct opening *opening, struct unpack_record *record, struct error *err)
{
    switch (record->kind) {
    case RECORD_PROBLEM:
        return fail(opening, record->bytes, err);
    case RECORD_MORE:
        opening->next = strtoul(record->bytes, NULL, 10);
        return true;
    case RECORD_UNFIT:
        return put_unfit(opening, record, err);
    default:
        return litter_has_path(record->path) || put(opening, record, err);
    }
}

/* --- all of them ------------------------------------------------------------------------------- */

static bool take_all(struct opening *opening, const struct text *output, struct error *err)
{
    struct unpack_output rest = {.at = text_string(output), .left = output->length};
    for (;;) {
        AUTO(unpack_record_finish) struct unpack_record record = {0};
        if (!unpack_record_read(&rest, &record)) {
            return fail(opening, "it needs more time or memory than a class may", err);
        }
        if (record.kind == RECORD_END) {
            return true;
        }
        if (!take(opening, &record, err)) {
            return false;
        }
    }
}

static bool unpack_part(struct opening *opening, const struct unpacker *unpacker, const char *bytes,
                        size_t length, struct error *err)
{
    AUTO_FREE char *script = memory_format("./unpack class %zu", opening->next);
    AUTO(tool_result_finish) struct tool_result result = {0};
    opening->next = 0;
    return unpacker_run(unpacker, script, bytes, length, &result, err) &&
           take_all(opening, &result.output, err);
}

static bool unpack_parts(struct opening *opening, const struct unpacker *unpacker,
                         const char *bytes, size_t length, struct error *err)
{
    for (int part = 0; part < PARTS_MAX; part++) {
        if (!unpack_part(opening, unpacker, bytes, length, err)) {
            return false;
        }
        if (opening->next == 0) {
            return true;
        }
    }
    return fail(opening, "it is larger than any class", err);
}

/* Into a folder beside `folder` that gets its name when all is there. */
static bool unpack_into(const char *folder, const struct unpacker *unpacker, const char *path,
                        const char *bytes, size_t length, struct class_archive *opened,
                        struct error *err)
{
    AUTO_FREE char *begun = memory_format("%s.begun", folder);
    struct opening opening = {.path = path, .folder = begun, .opened = opened};
    tree_remove(AT_FDCWD, begun);
    (void)mkdir(unpacker->memory, 0700);
    if (mkdir(begun, 0700) != 0) {
        return error_set_errno(err, "cannot make the folder %s", begun);
    }
    bool whole = unpack_parts(&opening, unpacker, bytes, length, err) &&
                 (rename(begun, folder) == 0 ||
                  error_set_errno(err, "cannot rename %s to %s", begun, folder));
    if (!whole) {
        tree_remove(AT_FDCWD, begun);
    }
    return whole;
}

/* --- where the class is ------------------------------------------------------------------------ */

static int is_no_litter(const struct dirent *entry)
{
    return !litter_has_name(entry->d_name);
}

/* The only entry of a folder, owned by the caller; NULL: it has none, or several. */
static char *find_only(const char *folder)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_no_litter, NULL);
    char *only = count == 1 ? memory_copy_string(entries[0]->d_name) : NULL;
    for (int i = 0; i < count; i++) {
        free(entries[i]);
    }
    free(entries);
    return only;
}

static bool is_submission(const char *folder, const char *name)
{
    AUTO_PLATFORM_NAME struct platform_name parts = {0};
    AUTO_FREE char *path = memory_format("%s/%s", folder, name);
    struct stat info;
    return archive_name_suffix(name) > 0 || platform_read_canvas(name, &parts) ||
           (lstat(path, &info) == 0 && S_ISDIR(info.st_mode));
}

static bool holds_submissions(const char *folder)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_no_litter, NULL);
    bool found = false;
    for (int i = 0; i < count; i++) {
        found = found || is_submission(folder, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return found;
}

/* "assignment_7_export/submission_1/…": platforms, and people, put a folder around the class. A folder of one student is not
 * that. */
static char *find_class(const char *folder)
{
    AUTO_FREE char *only = find_only(folder);
    AUTO_PLATFORM_NAME struct platform_name parts = {0};
    AUTO_FREE char *below = only != NULL ? memory_format("%s/%s", folder, only) : NULL;
    bool is_around =
        below != NULL && !platform_read_moodle(only, &parts) && holds_submissions(below);
    return is_around ? steal_pointer(&below) : memory_copy_string(folder);
}

bool class_archive_is_one(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && archive_name_suffix(path) > 0;
}

bool class_archive_open(struct class_archive *opened, const struct unpacker *unpacker,
                        const char *path, struct error *err)
{
    *opened = (struct class_archive){0};
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    if (!file_read(path, UNPACK_CLASS_ARCHIVE_BYTES_MAX, &bytes, &length, err)) {
        return false;
    }
    char digits[DIGEST_LENGTH + 1];
    digest_make(bytes, length, digits);
    AUTO_FREE char *both = memory_format("class %s %s", digits, unpacker->program);
    digest_make(both, strlen(both), digits);
    AUTO_FREE char *folder = memory_format("%s/class-%.16s", unpacker->memory, digits);
    struct stat info;
    bool is_there = stat(folder, &info) == 0;
    if (!is_there && !unpack_into(folder, unpacker, path, bytes, length, opened, err)) {
        class_archive_finish(opened);
        return false;
    }
    opened->folder = find_class(folder);
    return true;
}
