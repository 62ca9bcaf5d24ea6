/* What SQLite says, as a sentence that tells the way out. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "database/database_private.h"
#include "database/soundness.h"

/* Where a file cannot be made SQLite tries to open what is not there; the folder knows better. */
static int cause_of(const struct database *database, int cause)
{
    if (cause != ENOENT) {
        return cause;
    }
    const char *slash = strrchr(database->path, '/');
    AUTO_FREE char *folder =
        slash == NULL ? memory_copy_string(".")
                      : memory_copy_bytes(database->path, (size_t)(slash - database->path) + 1);
    return access(folder, W_OK) != 0 ? errno : cause;
}

bool database_fail(const struct database *database, struct error *err)
{
    const char *words = sqlite3_errmsg(database->handle);
    int cause = sqlite3_system_errno(database->handle);
    int code = sqlite3_errcode(database->handle);
    if (code == SQLITE_CORRUPT) {
        soundness_forget(database->path); /* whatever made it so: the next opening looks */
        return database_fail_damaged(database, words, err);
    }
    if (code == SQLITE_FULL) {
        return error_set(err,
                         "there is no room left for %s, the %s: make some, and do the same again",
                         database->path, database->what);
    }
    /* "unable to open" and "disk I/O error" do not say why; the operating system did. */
    if ((code == SQLITE_CANTOPEN || code == SQLITE_IOERR) && cause != 0) {
        errno = cause_of(database, cause);
        return error_set_errno(err, "cannot use %s, the %s", database->path, database->what);
    }
    return error_set(err, "cannot use %s, the %s: %s", database->path, database->what, words);
}

/* The first lines of what SQLite found are a heading. */
bool database_fail_damaged(const struct database *database, const char *found, struct error *err)
{
    const char *last = strrchr(found, '\n');
    return error_set(err,
                     "%s, the %s, is damaged (%s): go on with a copy of it, or with what \"sqlite3 "
                     "%s .recover\" saves",
                     database->path, database->what, last != NULL ? last + 1 : found,
                     database->path);
}
