/* Is this file a database, sound, ours, and of a version that we know? */
#include <string.h>

#include "base/memory.h"
#include "database/database_private.h"
#include "database/soundness.h"
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

/* What tells our files from others'. */
struct marks {
    int64_t application;
    int64_t version;
    int64_t objects;
};

/* In one statement, which sees one state of the file: another process may be making it at this moment. */
static enum database_health read_marks(struct database *database, struct marks *marks,
                                       struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    bool row = false;
    if (!statement_prepare(&statement, database,
                           "SELECT application_id, user_version,"
                           " (SELECT count(*) FROM sqlite_schema)"
                           " FROM pragma_application_id, pragma_user_version",
                           err) ||
        !statement_next(&statement, &row, err)) {
        return failed(database, err);
    }
    *marks = (struct marks){0};
    if (row) {
        marks->application = statement_integer(&statement, 0);
        marks->version = statement_integer(&statement, 1);
        marks->objects = statement_integer(&statement, 2);
    }
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
        (void)database_fail_damaged(database, said, err);
        return DATABASE_BROKEN;
    }
    return DATABASE_SOUND;
}

/* All pages, unless that was done before and nobody else has changed the file since. With a log the file itself does not tell
 * who did what. */
static enum database_health check_contents(struct database *database,
                                           const struct database_schema *schema, struct error *err)
{
    const struct soundness now = soundness_of(database->path);
    database->vouched_for = !schema->write_ahead;
    if (database->vouched_for && soundness_is_known(database->path, &now)) {
        return DATABASE_SOUND;
    }
    enum database_health health = check_pages(database, err);
    database->vouched_for = database->vouched_for && health == DATABASE_SOUND;
    if (database->vouched_for) {
        soundness_remember(database->path, &now);
    }
    return health;
}

enum database_health database_examine(struct database *database,
                                      const struct database_schema *schema, int *version,
                                      struct error *err)
{
    struct marks marks = {0};
    enum database_health health = read_marks(database, &marks, err);
    if (health != DATABASE_SOUND) {
        return health;
    }
    bool fresh = marks.application == 0 && marks.version == 0 && marks.objects == 0;
    if (!fresh && marks.application != schema->application_id) {
        (void)error_set(err, "%s is a database, but not the %s", database->path, schema->what);
        return DATABASE_BROKEN;
    }
    if (marks.version > schema->migration_count) {
        (void)error_set(err,
                        "%s was written by a newer version of the workbook (format %lld, this one "
                        "knows %d): update this one",
                        database->path, (long long)marks.version, schema->migration_count);
        return DATABASE_REFUSED;
    }
    *version = (int)marks.version;
    return check_contents(database, schema, err);
}
