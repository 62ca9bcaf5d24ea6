/* What lies at a path, gone through with care: every name in it is a student's. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "batch/collection.h"
#include "batch/names.h"
#include "batch/unpack.h"
#include "stage/source.h"
#include "unpack/archive_name.h"
#include "unpack/litter.h"
#include "unpack/record.h"

/* Where the walk is. */
struct walk {
    struct collection *collection;
    const struct unpacker *unpacker;
    unsigned depth; /* of folders */
};

static int open_carefully(int parent, const char *name, int flags)
{
    return openat(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | flags);
}

/* The bytes of an open regular file, at most so many; NULL with errno set, EFBIG when there are more. Owned by the
 * caller. */
static char *read_bytes(int fd, size_t limit, size_t *length)
{
    struct stat info;
    if (fstat(fd, &info) != 0) {
        return NULL;
    }
    if (!S_ISREG(info.st_mode) || info.st_size < 0 || (size_t)info.st_size > limit) {
        errno = S_ISREG(info.st_mode) ? EFBIG : EINVAL;
        return NULL;
    }
    AUTO_FREE char *bytes = memory_allocate((size_t)info.st_size + 1, 1);
    for (*length = 0; *length < (size_t)info.st_size;) {
        ssize_t got = read(fd, bytes + *length, (size_t)info.st_size - *length);
        if (got == 0) {
            break;
        }
        if (got < 0 && errno != EINTR) {
            return NULL;
        }
        *length += got > 0 ? (size_t)got : 0;
    }
    return steal_pointer(&bytes);
}

static bool add_archive(const struct walk *walk, int parent, const char *name, const char *shown,
                        struct error *err)
{
    AUTO_CLOSE int fd = open_carefully(parent, name, 0);
    size_t length = 0;
    AUTO_FREE char *bytes = fd >= 0 ? read_bytes(fd, UNPACK_ARCHIVE_BYTES_MAX, &length) : NULL;
    AUTO_FREE char *printable = names_printable(names_base(shown));
    if (bytes == NULL) {
        collection_set_problem(walk->collection, "the archive %s cannot be read: %s", printable,
                               errno == EFBIG ? "it is larger than 32 MiB" : strerror(errno));
        return true;
    }
    size_t before = walk->collection->file_count;
    bool opened = unpack_archive(walk->unpacker, bytes, length, shown, walk->collection, err);
    for (size_t i = before; i < walk->collection->file_count; i++) {
        walk->collection->files[i].packed = true;
    }
    return opened;
}

/* What is wrong with it stays with it: it is told where the exercise is judged. */
static void add_source(const struct walk *walk, int parent, const char *name, const char *shown)
{
    AUTO_CLOSE int fd = open_carefully(parent, name, 0);
    size_t length = 0;
    AUTO_FREE char *bytes = fd >= 0 ? read_bytes(fd, SOURCE_BYTES_MAX, &length) : NULL;
    if (bytes != NULL) {
        collection_add_file(walk->collection, shown, bytes, length);
    } else {
        collection_add_unfit(walk->collection, shown,
                             errno == EFBIG   ? "it is larger than 1 MiB"
                             : errno == ELOOP ? "it is a link; hand in the file itself"
                             : errno == EINVAL || errno == ENXIO ? "it is not a regular file"
                                                                 : strerror(errno));
    }
}

/* Somebody must look: what lies in there is unknown. */
static bool note_unreadable(const struct walk *walk, const char *shown, int number)
{
    AUTO_FREE char *printable = names_printable(shown);
    collection_set_problem(walk->collection, "the folder%s%s cannot be read: %s",
                           printable[0] != '\0' ? " " : "", printable, strerror(number));
    return true;
}

static bool add_folder(struct walk *walk, int fd, const char *shown, struct error *err);

static bool add_entry(struct walk *walk, int parent, const char *name, const char *shown,
                      struct error *err)
{
    struct stat info;
    if (fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
        return true; /* gone meanwhile */
    }
    if (S_ISDIR(info.st_mode)) {
        AUTO_CLOSE int fd = open_carefully(parent, name, O_DIRECTORY);
        if (fd < 0) {
            return note_unreadable(walk, shown, errno);
        }
        return add_folder(walk, fd, shown, err);
    }
    if (names_is_source(name)) {
        add_source(walk, parent, name, shown);
        return true;
    }
    if (S_ISREG(info.st_mode) && archive_name_suffix(name) > 0) {
        return add_archive(walk, parent, name, shown, err);
    }
    collection_add_stray(walk->collection, shown);
    return true;
}

static int is_no_litter(const struct dirent *entry)
{
    return !litter_has_name(entry->d_name);
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static bool add_entries(struct walk *walk, int fd, struct dirent **entries, int count,
                        const char *shown, struct error *err)
{
    for (int i = 0; i < count; i++) {
        if (++walk->collection->entries > COLLECTION_ENTRIES_MAX) {
            collection_set_problem(walk->collection, "it holds more than %d files",
                                   COLLECTION_ENTRIES_MAX);
            return true;
        }
        AUTO_FREE char *below =
            memory_format("%s%s%s", shown, shown[0] != '\0' ? "/" : "", entries[i]->d_name);
        if (!add_entry(walk, fd, entries[i]->d_name, below, err)) {
            return false;
        }
    }
    return true;
}

static bool add_folder(struct walk *walk, int fd, const char *shown, struct error *err)
{
    if (walk->depth == COLLECTION_DEPTH_MAX) {
        collection_set_problem(walk->collection, "its folders lie more than %d deep",
                               COLLECTION_DEPTH_MAX);
        return true;
    }
    struct dirent **entries = NULL;
    int count = scandirat(fd, ".", &entries, is_no_litter, by_bytes);
    walk->depth++;
    bool added = add_entries(walk, fd, entries, count, shown, err);
    walk->depth--;
    for (int i = 0; i < count; i++) {
        free(entries[i]);
    }
    free(entries);
    return added;
}

bool collection_add(struct collection *collection, const struct unpacker *unpacker,
                    const char *path, const char *shown, struct error *err)
{
    struct walk walk = {.collection = collection, .unpacker = unpacker};
    return add_entry(&walk, AT_FDCWD, path, shown, err);
}
