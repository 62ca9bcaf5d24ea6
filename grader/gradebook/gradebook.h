/* The gradebook: what a class handed in, and every verdict on it. One SQLite file.
 *
 *     student ──< submission ──< attempt          a submission is content: files and their hash
 *                     │                           an attempt is its being handed in: a time and a place
 *                     └──< grading >── verdict    a verdict has a key: the hash of all that it depends on
 *
 * The newest grading of a submission counts; older ones stay, so that a mark of last week can still be explained.
 * Verdicts are stored whole, as the JSON of docs/verdict.schema.json; exercises and checks are in tables too. A
 * verdict with status "error" is kept to be read and is otherwise as if it were not there: gradebook_has_verdict does
 * not find it, and another of the same key takes its place. Nothing is ever deleted.
 *
 * Each call is one transaction, synced before it returns: whoever is killed at any moment leaves whole records only.
 * A file that is damaged, or no gradebook, is refused and not touched. Others may read and write it meanwhile
 * (database/database.h). One thread at a time uses a struct gradebook.
 */
#ifndef WORKBOOK_GRADEBOOK_GRADEBOOK_H
#define WORKBOOK_GRADEBOOK_GRADEBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "base/error.h"

struct gradebook;

enum gradebook_access {
    GRADEBOOK_PRESENT, /* a file that is not there is a failure */
    GRADEBOOK_MAKE,    /* it is made when it is not there; its folder must be */
};

/* NULL asks for gradebook_default_path(). */
bool gradebook_open(const char *path, enum gradebook_access access, struct gradebook **gradebook,
                    struct error *err);
void gradebook_close(struct gradebook *gradebook); /* NULL is accepted */

/* $WORKBOOK_GRADEBOOK, else "gradebook.db" in the current folder. Static or the environment's. */
const char *gradebook_default_path(void);

/* Where the file is. Borrowed. */
const char *gradebook_path(const struct gradebook *gradebook);

#define AUTO_GRADEBOOK AUTO(gradebook_cleanup)

static inline void gradebook_cleanup(struct gradebook **gradebook)
{
    gradebook_close(*gradebook);
}

/* Somebody of the class. All but the id may be NULL (unknown); what is known stays when it is not said again. */
struct gradebook_student {
    /* how this gradebook tells students apart: from the roster, or a folder's name */
    const char *id;
    const char *name; /* "Ada Lovelace" */
    const char *email;
    const char *login;     /* at the learning platform: Canvas "SIS Login ID", Moodle "username" */
    const char *sis_id;    /* Canvas "SIS User ID", Moodle "idnumber" */
    const char *canvas_id; /* Canvas "ID" */
    const char *section;
};

struct gradebook_file {
    const char *path; /* in the submission: "03-attach-detach/attach_detach.c" */
    const char *bytes;
    size_t length;
};

enum { GRADEBOOK_TIME_UNKNOWN = -1, GRADEBOOK_HASH_LENGTH = 64 };

/* One thing handed in, with what was found. Everything is borrowed. */
struct gradebook_entry {
    const struct gradebook_student *student;
    const char *content_sha256; /* 64 hexadecimal digits, over the files */
    const struct gradebook_file *files;
    size_t file_count;
    int64_t submitted_ms; /* milliseconds since 1970, UTC; or GRADEBOOK_TIME_UNKNOWN */
    const char *origin;   /* where it lay, for people: "class.zip: ada/" */
    const char *problem;  /* one sentence why it could not be graded; else NULL */
    const char *key;      /* of the verdict, 64 hexadecimal digits; NULL when there is none */
    const char *json;     /* the verdict; NULL: the one that is known by this key */
};

/* The student, the submission, the attempt and the grading, all of it or nothing. Said twice, it is there once: the
 * same content at the same time is the same attempt, and a verdict that counts already is not counted anew. */
bool gradebook_record(struct gradebook *gradebook, const struct gradebook_entry *entry,
                      struct error *err);

/* Another verdict on a submission that is there (its number: gradebook_read.h), as in an entry. */
bool gradebook_record_grading(struct gradebook *gradebook, int64_t submission, const char *key,
                              const char *json, struct error *err);

/* The hash of a submission's files, whatever order they come in: what an entry's content_sha256 is. */
void gradebook_digest_files(const struct gradebook_file *files, size_t count,
                            char digits[GRADEBOOK_HASH_LENGTH + 1]);

/* Only who somebody is: a line of a roster, whether he hands in or not. */
bool gradebook_record_student(struct gradebook *gradebook, const struct gradebook_student *student,
                              struct error *err);

/* Is there a verdict of this key that judges (not an error)? */
bool gradebook_has_verdict(struct gradebook *gradebook, const char *key, bool *known,
                           struct error *err);

#endif
