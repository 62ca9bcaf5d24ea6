/* A database in one file: opened with care, migrated, and set aside when it is broken.
 *
 * By default SQLite with a rollback journal and not with a write-ahead log: a log needs memory that all its users
 * share, which network file systems do not give (https://sqlite.org/wal.html, "Disadvantages"), and the home folders
 * of a lab are often on one. It also keeps the database one file whenever nobody writes. Who writes for hours while
 * others read asks for the log (`write_ahead`); where it cannot be had the journal stays. A write is synced before
 * it is reported (synchronous = EXTRA): a process killed at any moment, or the machine, leaves the state before
 * the transaction or the one after it. Two processes that write wait for each other, DATABASE_BUSY_MS at most, or what the schema says.
 *
 * On opening:
 *   no file              with DATABASE_READ nothing is made, and *database is NULL; else it is made
 *   an older schema      the migrations that it lacks are applied, all of them or none
 *   a newer schema       refused: a newer version of the workbook made it
 *   damaged, or somebody else's  renamed NAME.broken-YYYYMMDD-HHMMSS, and a new one begins; never deleted;
 *                        with `irreplaceable` it is a failure instead, and the file stays where it is
 *   anything else        (no permission, full disk, locked for too long) a failure, with SQLite's words
 *
 * One thread at a time uses a database.
 */
#ifndef WORKBOOK_DATABASE_DATABASE_H
#define WORKBOOK_DATABASE_DATABASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "base/error.h"

enum { DATABASE_BUSY_MS = 5000 };

struct database;

struct database_schema {
    const char *what;              /* for sentences: "record of your progress" */
    int32_t application_id;        /* PRAGMA application_id: tells our files from others'; not 0 */
    const char *const *migrations; /* SQL; migrations[N] leads from version N to N + 1 */
    int migration_count;           /* the version that this program knows */
    bool write_ahead;              /* readers and a writer at the same time */
    bool irreplaceable;            /* nothing begins anew in its place unasked */
    int busy_ms; /* 0: DATABASE_BUSY_MS. SQLite looks again and again, in no order: a crowd needs more */
};

enum database_access {
    DATABASE_READ,  /* what is not there is not made */
    DATABASE_WRITE, /* made when it is not there; its folder must be */
};

/* *set_aside becomes NULL, or where a broken file went: a path that the caller owns and tells. */
bool database_open(const char *path, const struct database_schema *schema,
                   enum database_access access, struct database **database, char **set_aside,
                   struct error *err);
void database_close(
    struct database *database); /* NULL is accepted; an open transaction is undone */

#define AUTO_DATABASE AUTO(database_cleanup)

static inline void database_cleanup(struct database **database)
{
    database_close(*database);
}

/* A transaction that may write: it waits for other writers at its beginning, and then never again. Who fails
 * between the two calls rolls back. */
bool database_begin(struct database *database, struct error *err);
bool database_commit(struct database *database, struct error *err); /* rolls back when it fails */
void database_roll_back(struct database *database);

/* All readings from here to the roll back see the state of the first of them, whoever writes meanwhile. */
bool database_begin_reading(struct database *database, struct error *err);

#endif
