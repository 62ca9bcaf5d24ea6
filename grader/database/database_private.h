/* What the files of this folder share. */
#ifndef WORKBOOK_DATABASE_DATABASE_PRIVATE_H
#define WORKBOOK_DATABASE_DATABASE_PRIVATE_H

#include <sqlite3.h>

#include "database/database.h"

struct database {
    sqlite3 *handle;
    char *path;
    const char *what; /* of the schema */
    /* sound when it was opened, and what changes is in the file itself and not in a log */
    bool vouched_for;
};

/* Puts what failed last into *err, and what to do about it; false. */
bool database_fail(const struct database *database, struct error *err);

/* Likewise, of a file that is damaged: in SQLite's words. */
bool database_fail_damaged(const struct database *database, const char *found, struct error *err);

enum database_health {
    DATABASE_SOUND,
    DATABASE_BROKEN, /* no database, a damaged one, or not one of ours */
    DATABASE_REFUSED,
};

/* Of what failed last: is the file to blame? */
enum database_health database_health_of_failure(const struct database *database);

/* Looks at a file that was just opened. Whatever is not sound is said in *err. *version is that of its schema. */
enum database_health database_examine(struct database *database,
                                      const struct database_schema *schema, int *version,
                                      struct error *err);

/* Renames the file, and its journal or log before it: one that stayed would be played back into the next file of
 * that name. The new path is the caller's; NULL with *err. */
char *set_aside(const char *path, struct error *err);

/* The folder of the file, locked for who sets aside, or -1 where folders cannot be locked (some network file systems): then
 * two graders that find the same damage at the same moment may both set a file aside, and both files are kept. Close it.
 * False when somebody else has had the lock for too long. */
bool set_aside_lock(const char *path, int *lock, struct error *err);

#endif
