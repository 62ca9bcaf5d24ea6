#include "gradebook/decide.h"

#include <assert.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "database/statement.h"
#include "gradebook/gradebook_private.h"

static bool insert(struct gradebook *gradebook, const char *student, struct statement *statement,
                   struct error *err)
{
    bool row = false;
    statement_bind_text(statement, 1, student);
    statement_bind_integer(statement, 2, clock_wall_ms());
    if (!statement_next(statement, &row, err)) {
        return false;
    }
    if (!row) {
        return error_set(err, "%s has no student '%s'", gradebook->path, student);
    }
    return statement_run(statement, err);
}

bool gradebook_decide(struct gradebook *gradebook, const char *student,
                      const struct gradebook_override *override, struct error *err)
{
    assert(override->kind != OVERRIDE_EXCUSED || override->exercise == NULL);
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, gradebook->database,
                           "INSERT INTO override (student, time_ms, exercise, kind, hundredths,"
                           " who, why) SELECT number, ?2, ?3, ?4, ?5, ?6, ?7 FROM student"
                           " WHERE id = ?1 RETURNING number",
                           err)) {
        return false;
    }
    statement_bind_text(&statement, 3, override->exercise);
    statement_bind_text(&statement, 4, override_kind_name(override->kind));
    statement_bind_integer(&statement, 5, override->hundredths);
    statement_bind_text(&statement, 6, override->who);
    statement_bind_text(&statement, 7, override->why);
    return insert(gradebook, student, &statement, err);
}

bool gradebook_add_note(struct gradebook *gradebook, const char *student, const char *who,
                        const char *words, struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, gradebook->database,
                           "INSERT INTO note (student, time_ms, who, words)"
                           " SELECT number, ?2, ?3, ?4 FROM student WHERE id = ?1"
                           " RETURNING number",
                           err)) {
        return false;
    }
    statement_bind_text(&statement, 3, who);
    statement_bind_text(&statement, 4, words);
    return insert(gradebook, student, &statement, err);
}

static bool complain_unknown(struct gradebook *gradebook, const char *word, struct error *err)
{
    AUTO_GRADEBOOK_IDS struct gradebook_ids ids = {0};
    if (!gradebook_read_ids(gradebook, &ids, err)) {
        return false;
    }
    const char *nearest = nearest_find(word, (const char *const *)ids.items, ids.count);
    return error_set(err, "%s has no student '%s'%s%s%s", gradebook->path, word,
                     nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                     nearest != NULL ? "'?" : "");
}

/* The rank tells an exact id from an exact name from a beginning: only the best rank is looked at. */
static const char find_sql[] =
    "WITH named AS ("
    " SELECT id, CASE"
    "  WHEN id = ?1 THEN 1"
    "  WHEN ?1 IN (login, email, sis_id, canvas_id, name) THEN 2"
    "  ELSE 3 END AS rank FROM student"
    " WHERE ?1 IN (id, login, email, sis_id, canvas_id, name)"
    "  OR lower(substr(id, 1, length(?1))) = lower(?1)"
    "  OR lower(substr(name, 1, length(?1))) = lower(?1))"
    " SELECT id FROM named WHERE rank = (SELECT min(rank) FROM named) ORDER BY id LIMIT 2";

char *gradebook_find_student(struct gradebook *gradebook, const char *word, struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    bool row = false;
    if (!statement_prepare(&statement, gradebook->database, find_sql, err)) {
        return NULL;
    }
    statement_bind_text(&statement, 1, word);
    if (!statement_next(&statement, &row, err)) {
        return NULL;
    }
    if (!row) {
        (void)complain_unknown(gradebook, word, err);
        return NULL;
    }
    AUTO_FREE char *id = memory_copy_string(statement_text(&statement, 0));
    if (!statement_next(&statement, &row, err)) {
        return NULL;
    }
    if (row) {
        (void)error_set(err, "'%s' may be %s or %s: say which", word, id,
                        statement_text(&statement, 0));
        return NULL;
    }
    return steal_pointer(&id);
}
