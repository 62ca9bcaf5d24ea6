/* Copies of the learner's sources, from before something was put in their place.
 *
 * Plain files, STATE/backups/EXERCISE/20261121T214500.123Z.c, so that nothing but cp is needed to get at one, and a
 * damaged record takes none along. They are never removed. */
#ifndef WORKBOOK_PROGRESS_BACKUP_H
#define WORKBOOK_PROGRESS_BACKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "base/error.h"

struct backup {
    char *path;
    int64_t time_ms; /* when it was made */
    char *bytes;
    size_t length;
};

struct backups {
    struct backup *items; /* the newest first */
    size_t count;
};

#define AUTO_BACKUPS AUTO(backups_finish)

/* Those of an exercise ("attach-detach"), with their contents. */
bool backups_read(const char *exercise, struct backups *backups, struct error *err);
void backups_finish(struct backups *backups);

/* Keeps the bytes, unless a backup holds the same ones. *path (owned by the caller) is where they are. */
bool backup_keep(const char *exercise, const char *bytes, size_t length, char **path,
                 struct error *err);

#endif
