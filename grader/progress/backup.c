#include "progress/backup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/memory.h"
#include "progress/state_folder.h"

enum { BACKUP_BYTES_MAX = 4 * 1024 * 1024 };

void backups_finish(struct backups *backups)
{
    for (size_t i = 0; i < backups->count; i++) {
        free(backups->items[i].path);
        free(backups->items[i].bytes);
    }
    free(backups->items);
    *backups = (struct backups){0};
}

static char *find_folder(const char *exercise, struct error *err)
{
    AUTO_FREE char *state = state_folder_find(err);
    return state != NULL ? memory_format("%s/backups/%s", state, exercise) : NULL;
}

/* "20261121T214500.123Z.c": sorted as text they are sorted by time. */
static char *make_name(int64_t time_ms)
{
    AUTO_TEXT struct text stamp = {0};
    date_append_utc(&stamp, time_ms, "%Y%m%dT%H%M%S");
    return memory_format("%s.%03dZ.c", text_string(&stamp), (int)(time_ms % 1000));
}

/* False for a name that make_name does not give. */
static bool parse_name(const char *name, int64_t *time_ms)
{
    struct tm utc = {0};
    const char *rest = strptime(name, "%Y%m%dT%H%M%S", &utc);
    if (rest == NULL || rest[0] != '.') {
        return false;
    }
    char *end = NULL;
    long milliseconds = strtol(rest + 1, &end, 10);
    *time_ms = (int64_t)timegm(&utc) * 1000 + milliseconds;
    return end == rest + 4 && strcmp(end, "Z.c") == 0;
}

static int compare_newest_first(const void *left, const void *right)
{
    const struct backup *a = left;
    const struct backup *b = right;
    return a->time_ms > b->time_ms ? -1 : a->time_ms < b->time_ms;
}

static bool read_folder(DIR *directory, const char *folder, struct backups *backups,
                        struct error *err)
{
    const struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        int64_t time_ms = 0;
        if (!parse_name(entry->d_name, &time_ms)) {
            continue;
        }
        struct backup *backup = memory_append(&backups->items, &backups->count);
        backup->time_ms = time_ms;
        backup->path = memory_format("%s/%s", folder, entry->d_name);
        if (!file_read(backup->path, BACKUP_BYTES_MAX, &backup->bytes, &backup->length, err)) {
            return false;
        }
    }
    return true;
}

bool backups_read(const char *exercise, struct backups *backups, struct error *err)
{
    *backups = (struct backups){0};
    AUTO_FREE char *folder = find_folder(exercise, err);
    if (folder == NULL) {
        return false;
    }
    AUTO_CLOSEDIR DIR *directory = opendir(folder);
    if (directory == NULL) {
        return errno == ENOENT || error_set_errno(err, "cannot read the backups in %s", folder);
    }
    if (!read_folder(directory, folder, backups, err)) {
        backups_finish(backups);
        return false;
    }
    if (backups->count > 0) {
        qsort(backups->items, backups->count, sizeof *backups->items, compare_newest_first);
    }
    return true;
}

static const struct backup *find_same(const struct backups *backups, const char *bytes,
                                      size_t length)
{
    for (size_t i = 0; i < backups->count; i++) {
        const struct backup *backup = &backups->items[i];
        if (backup->length == length && memcmp(backup->bytes, bytes, length) == 0) {
            return backup;
        }
    }
    return NULL;
}

/* The path of a new backup: now, or the first millisecond after it that is free. */
static char *free_path(const char *folder)
{
    for (int64_t time_ms = clock_wall_ms();; time_ms++) {
        AUTO_FREE char *name = make_name(time_ms);
        AUTO_FREE char *path = memory_format("%s/%s", folder, name);
        if (access(path, F_OK) != 0) {
            return steal_pointer(&path);
        }
    }
}

bool backup_keep(const char *exercise, const char *bytes, size_t length, char **path,
                 struct error *err)
{
    AUTO_BACKUPS struct backups backups = {0};
    AUTO_FREE char *folder = find_folder(exercise, err);
    if (folder == NULL || !backups_read(exercise, &backups, err)) {
        return false;
    }
    const struct backup *same = find_same(&backups, bytes, length);
    if (same != NULL) {
        *path = memory_copy_string(same->path);
        return true;
    }
    AUTO_FREE char *fresh = free_path(folder);
    if (!state_folder_make(folder, err) || !file_write_atomic(fresh, bytes, length, err)) {
        return false;
    }
    *path = steal_pointer(&fresh);
    return true;
}
