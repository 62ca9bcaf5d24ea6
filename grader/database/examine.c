/* Is this file a database, sound, ours, and of a version that we know? */
#include <string.h>

#include "base/memory.h"
#include "database/database_private.h"
#include "database/statement.h"

/* Nobody's fault but the file's; a lock or a disk error says nothing about the contents. */
enum database_health database_health_of_failure(const struct database *database)
{
    int code = sqlite3_errcode(database->handle);
    return code == SQLITE_NOTADB || code == SQLITE_CORRUPT ? DATABASE_BROKEN : DATABASE_REFUSED;
}

static enum database_health failed(const struct database *database, struct error *err)
{
    (void)database_fail(database, err);
    return database_health_of_failure(database);
}

/* The one number that the query gives. */
static enum database_health ask_number(struct database *database, const char *sql, int64_t *number,
                                       struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    bool row = false;
    if (!statement_prepare(&statement, database, sql, err) ||
        !statement_next(&statement, &row, err)) {
        return failed(database, err);
    }
    *number = row ? statement_integer(&statement, 0) : 0;
    return DATABASE_SOUND;
}

static enum database_health check_pages(struct database *database, struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    bool row = false;
    if (!statement_prepare(&statement, database, "PRAGMA quick_check(1)", err) ||
        !statement_next(&statement, &row, err)) {
        return failed(database, err);
    }
    const char *said = row ? statement_text(&statement, 0) : "ok";
    if (strcmp(said, "ok") != 0) {
        (void)error_set(err, "%s is damaged: %s", database->path, said);
        return DATABASE_BROKEN;
    }
    return DATABASE_SOUND;
}

enum database_health database_examine(struct database *database,
                                      const struct database_schema *schema, int *version,
                                      struct error *err)
{
    int64_t application = 0;
    int64_t marked_version = 0;
    int64_t objects = 0;
    enum database_health health = ask_number(database, "PRAGMA application_id", &application, err);
    if (health == DATABASE_SOUND) {
        health = ask_number(database, "PRAGMA user_version", &marked_version, err);
    }
    if (health == DATABASE_SOUND) {
        health = ask_number(database, "SELECT count(*) FROM sqlite_schema", &objects, err);
    }
    if (health != DATABASE_SOUND) {
        return health;
    }
    bool fresh = application == 0 && marked_version == 0 && objects == 0;
    if (!fresh && application != schema->application_id) {
        (void)error_set(err, "%s is a database, but not the %s", database->path, schema->what);
        return DATABASE_BROKEN;
    }
    if (marked_version > schema->migration_count) {
        (void)error_set(err,
                        "%s was written by a newer version of the workbook (format %lld, this one "
                        "knows %d): update this one",
                        database->path, (long long)marked_version, schema->migration_count);
        return DATABASE_REFUSED;
    }
    *version = (int)marked_version;
    return check_pages(database, err);
}
