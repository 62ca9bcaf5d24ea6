/* A database of notes in a folder of its own for each test. */
#ifndef WORKBOOK_TESTS_DATABASE_FIXTURE_H
#define WORKBOOK_TESTS_DATABASE_FIXTURE_H

#include "database/database.h"
#include "database/statement.h"

#include <stddef.h>
#include <stdint.h>

extern char notes_folder[64];
extern char *notes_path;  /* of the database, which nobody has made yet */
extern char *notes_aside; /* what the last notes_open has set aside; NULL: nothing */
extern struct error notes_err;

/* CREATE TABLE note (id, words); the second format adds a column. */
extern const char *const notes_steps[2];
extern const struct database_schema notes_first, notes_second;

/* Before and after each test. */
void notes_make(void);
void notes_remove(void);

struct database *notes_open(const struct database_schema *schema, enum database_access access);
void notes_run(struct database *database, const char *sql);
int64_t notes_ask(struct database *database, const char *sql); /* a number */

/* That opening fails, with this in its sentence, and nothing is set aside. */
void notes_expect_failure(const struct database_schema *schema, const char *part);

/* In the place of the database. */
void notes_write_file(const char *bytes, size_t length);

/* Files in the folder with this in their names. */
size_t notes_count_files(const char *part);

#endif
