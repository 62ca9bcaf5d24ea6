#include "progress/reset.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "progress/backup.h"
#include "progress/stub.h"

enum { SOURCE_LIMIT = 4 * 1024 * 1024 };

struct version {
    char *bytes; /* NULL: there is none */
    size_t length;
};

static void version_finish(struct version *version)
{
    free(version->bytes);
    *version = (struct version){0};
}

#define AUTO_VERSION AUTO(version_finish)

void reset_finish(struct reset *reset)
{
    free(reset->kept);
    free(reset->source);
    *reset = (struct reset){0};
}

static bool is_same(const struct version *one, const struct version *other)
{
    return one->bytes != NULL && other->bytes != NULL && one->length == other->length &&
           memcmp(one->bytes, other->bytes, one->length) == 0;
}

/* A link would be followed, and what it leads to, which is no source of this workbook, be overwritten. */
static bool read_present(const char *path, struct version *present, struct error *err)
{
    struct stat info;
    if (lstat(path, &info) != 0) {
        return errno == ENOENT || error_set_errno(err, "cannot look at %s", path);
    }
    if (!S_ISREG(info.st_mode)) {
        return error_set(err, "%s is %s and not a file; remove it, and reset brings the stub back",
                         path,
                         S_ISLNK(info.st_mode)   ? "a symbolic link"
                         : S_ISDIR(info.st_mode) ? "a folder"
                                                 : "a FIFO, socket or device");
    }
    return file_read(path, SOURCE_LIMIT, &present->bytes, &present->length, err);
}

static bool read_stub(const struct layout *layout, const struct manifest *manifest,
                      struct version *stub, struct error *err)
{
    return stub_read(layout, manifest->folder, manifest->source, &stub->bytes, &stub->length, err);
}

/* The stub itself is always to be had, and not kept. */
static bool replace(const struct manifest *manifest, const struct version *present,
                    const struct version *stub, const struct version *next, struct reset *reset,
                    struct error *err)
{
    bool worth_keeping = present->bytes != NULL && !is_same(present, stub);
    if (worth_keeping &&
        !backup_keep(manifest->name, present->bytes, present->length, &reset->kept, err)) {
        return false;
    }
    return file_write_atomic(reset->source, next->bytes, next->length, err);
}

bool reset_to_stub(const struct layout *layout, const struct manifest *manifest,
                   struct reset *reset, struct error *err)
{
    AUTO_RESET struct reset made = {.source =
                                        memory_format("%s/%s", manifest->path, manifest->source)};
    AUTO_VERSION struct version present = {0};
    AUTO_VERSION struct version stub = {0};
    if (!read_stub(layout, manifest, &stub, err) || !read_present(made.source, &present, err)) {
        return false;
    }
    made.needless = is_same(&present, &stub);
    if (!made.needless && !replace(manifest, &present, &stub, &stub, &made, err)) {
        return false;
    }
    *reset = made;
    made = (struct reset){0};
    return true;
}

/* Borrowed from `backups`; NULL when there is none. */
static const struct backup *find_other(const struct backups *backups, const struct version *present)
{
    for (size_t i = 0; i < backups->count; i++) {
        const struct version kept = {backups->items[i].bytes, backups->items[i].length};
        if (!is_same(&kept, present)) {
            return &backups->items[i];
        }
    }
    return NULL;
}

bool reset_restore(const struct layout *layout, const struct manifest *manifest,
                   struct reset *reset, struct error *err)
{
    AUTO_RESET struct reset made = {.source =
                                        memory_format("%s/%s", manifest->path, manifest->source)};
    AUTO_VERSION struct version present = {0};
    AUTO_VERSION struct version stub = {0};
    AUTO_BACKUPS struct backups backups = {0};
    struct error ignored;
    (void)read_stub(layout, manifest, &stub, &ignored);
    if (!backups_read(manifest->name, &backups, err) || !read_present(made.source, &present, err)) {
        return false;
    }
    const struct backup *other = find_other(&backups, &present);
    made.needless = other == NULL;
    if (other != NULL) {
        const struct version next = {other->bytes, other->length};
        if (!replace(manifest, &present, &stub, &next, &made, err)) {
            return false;
        }
    }
    *reset = made;
    made = (struct reset){0};
    return true;
}
