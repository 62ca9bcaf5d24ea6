/* The roster: a CSV file (RFC 4180) with a row for each student of the class, under a line of titles.
 *
 * The titles may be those of Canvas's and Moodle's grade exports and of Gradescope's roster, or plain ones: id, name,
 * email, login, section, submitted. Columns of other titles are not looked at. A hand-in is a row's when the id, name or
 * e-mail that its own names tell is one of the row's; then the row says who that is.
 */
#ifndef WORKBOOK_BATCH_ROSTER_H
#define WORKBOOK_BATCH_ROSTER_H

#include "batch/handin.h"

struct roster_row {
    struct person person;
    int64_t submitted_ms; /* or GRADEBOOK_TIME_UNKNOWN */
    bool handed_in;
};

struct roster {
    struct roster_row *rows;
    size_t count;
};

#define AUTO_ROSTER AUTO(roster_finish)

/* A fault is one sentence with the file's line. */
bool roster_read(const char *path, struct roster *roster, struct error *err);

/* The same of bytes that are in memory; `path` is how sentences name them. */
bool roster_parse(const char *path, const char *bytes, size_t length, struct roster *roster,
                  struct error *err);
void roster_finish(struct roster *roster);

/* Makes the hand-ins those of the roster's students. Two hand-ins of one student are a failure that names both. */
bool roster_apply(struct roster *roster, struct handins *handins, struct error *err);

#endif
