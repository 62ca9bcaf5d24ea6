/* Whole files: read with a limit, written so that nobody ever sees half of one.
 *
 * Paths are trusted (the workbook's own files, or what the user named on the command line); a
 * student's source is opened by the build stage, with its own precautions.
 */
#ifndef WORKBOOK_BASE_FILE_H
#define WORKBOOK_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* The contents of a regular file, with a terminator behind them; *bytes is owned by the caller.
 * `length` may be NULL. Longer than `limit` bytes, or no regular file, is a failure. */
bool file_read(const char *path, size_t limit, char **bytes, size_t *length, struct error *err);

/* Writes to a temporary file beside `path`, syncs it and renames it over `path`, so that after a
 * failure (a full disk, a crash) the old contents are still there. Follows a symbolic link to its
 * end, keeps the permissions of a file that was there; what is no regular file (a pipe,
 * /dev/stdout) is written to directly. */
bool file_write_atomic(const char *path, const char *bytes, size_t length, struct error *err);

/* Makes the file `path`, which must not be there yet, of all that can be read from `from`, and gives it
 * the mode. */
bool file_copy_new(int from, const char *path, unsigned mode, struct error *err);

/* Is what is open the very thing that the path names now? A link is itself, and not what it leads to. */
bool file_is_at(int fd, const char *path);

/* Writes all of it, going on after signals and short writes. False with errno set. */
bool file_write_all(int fd, const char *bytes, size_t length);

#endif
