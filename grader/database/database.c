#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "database/database_private.h"
#include "database/soundness.h"

/* SQL that has no parameters and gives no rows. */
static bool execute(struct database *database, const char *sql, struct error *err)
{
    return sqlite3_exec(database->handle, sql, NULL, NULL, NULL) == SQLITE_OK ||
           database_fail(database, err);
}

bool database_begin(struct database *database, struct error *err)
{
    return execute(database, "BEGIN IMMEDIATE", err);
}

bool database_begin_reading(struct database *database, struct error *err)
{
    return execute(database, "BEGIN DEFERRED", err);
}

bool database_commit(struct database *database, struct error *err)
{
    if (!execute(database, "COMMIT", err)) {
        database_roll_back(database);
        return false;
    }
    return true;
}

void database_roll_back(struct database *database)
{
    /* A full disk may have rolled it back already. */
    if (sqlite3_get_autocommit(database->handle) == 0) {
        (void)sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
    }
}

void database_close(struct database *database)
{
    if (database == NULL) {
        return;
    }
    bool changed = sqlite3_total_changes(database->handle) > 0;
    bool closed = sqlite3_close(database->handle) == SQLITE_OK;
    if (closed && changed && database->vouched_for) {
        const struct soundness left = soundness_of(database->path);
        soundness_remember(database->path, &left);
    }
    free(database->path);
    free(database);
}

/* Every connection alike; the file is not looked at yet. A schema out of a damaged file runs nothing. */
static bool set_up(struct database *database, int busy_ms, struct error *err)
{
    (void)sqlite3_busy_timeout(database->handle, busy_ms);
    (void)sqlite3_extended_result_codes(database->handle, 0);
    (void)sqlite3_db_config(database->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return execute(database,
                   "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                   "PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;"
                   "PRAGMA synchronous = EXTRA;",
                   err);
}

static bool connect_to(struct database *database, const struct database_schema *schema,
                       enum database_access access, struct error *err)
{
    /* Write access also for readers: who reads first after a kill rolls back what was left. */
    int flags = SQLITE_OPEN_READWRITE | (access == DATABASE_WRITE ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(database->path, &database->handle, flags, NULL) != SQLITE_OK) {
        if (database->handle == NULL) {
            memory_give_up();
        }
        return database_fail(database, err);
    }
    return set_up(database, schema->busy_ms > 0 ? schema->busy_ms : DATABASE_BUSY_MS, err);
}

static bool apply_migrations(struct database *database, const struct database_schema *schema,
                             struct error *err)
{
    int version = 0;
    /* Asked again now that nobody else can write: another process may have been faster. */
    if (database_examine(database, schema, &version, err) != DATABASE_SOUND) {
        return false;
    }
    for (int i = version; i < schema->migration_count; i++) {
        if (!execute(database, schema->migrations[i], err)) {
            return false;
        }
    }
    AUTO_FREE char *marks = memory_format("PRAGMA application_id = %d; PRAGMA user_version = %d;",
                                          (int)schema->application_id, schema->migration_count);
    return execute(database, marks, err);
}

static bool migrate(struct database *database, const struct database_schema *schema,
                    struct error *err)
{
    if (!database_begin(database, err)) {
        return false;
    }
    if (!apply_migrations(database, schema, err)) {
        database_roll_back(database);
        return false;
    }
    return database_commit(database, err);
}

/* After the examination, for it writes to the file. Where no log can be had (a network file system), or others have
 * the file open at this moment, the journal that is there stays: as safe, and slower. */
static void prefer_log(struct database *database)
{
    (void)sqlite3_exec(database->handle, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
}

static enum database_health open_once(const char *path, const struct database_schema *schema,
                                      enum database_access access, struct database **database,
                                      struct error *err)
{
    AUTO_DATABASE struct database *opened = memory_allocate(1, sizeof *opened);
    opened->path = memory_copy_string(path);
    opened->what = schema->what;
    if (!connect_to(opened, schema, access, err)) {
        return database_health_of_failure(opened);
    }
    int version = 0;
    enum database_health health = database_examine(opened, schema, &version, err);
    if (health != DATABASE_SOUND) {
        return health;
    }
    if (version < schema->migration_count && !migrate(opened, schema, err)) {
        return DATABASE_REFUSED;
    }
    if (schema->write_ahead) {
        prefer_log(opened);
    }
    *database = steal_pointer(&opened);
    return DATABASE_SOUND;
}

/* Looks again under the lock: another process may have set the same file aside and begun a new one. */
static bool begin_anew(const char *path, const struct database_schema *schema,
                       struct database **database, char **aside, struct error *err)
{
    AUTO_CLOSE int lock = -1;
    if (!set_aside_lock(path, &lock, err)) {
        return false;
    }
    enum database_health health = open_once(path, schema, DATABASE_WRITE, database, err);
    if (health == DATABASE_BROKEN) {
        *aside = set_aside(path, err);
        return *aside != NULL &&
               open_once(path, schema, DATABASE_WRITE, database, err) == DATABASE_SOUND;
    }
    return health == DATABASE_SOUND;
}

bool database_open(const char *path, const struct database_schema *schema,
                   enum database_access access, struct database **database, char **set_aside,
                   struct error *err)
{
    *database = NULL;
    *set_aside = NULL;
    struct stat status;
    if (access == DATABASE_READ && stat(path, &status) != 0 && errno == ENOENT) {
        return true;
    }
    enum database_health health = open_once(path, schema, access, database, err);
    if (health == DATABASE_BROKEN && !schema->irreplaceable) {
        return begin_anew(path, schema, database, set_aside, err);
    }
    return health == DATABASE_SOUND;
}
