/* Reading the gradebook: who is in it, and all that is known of one student. One student at a time, so that a class
 * of any size needs little memory. What is read is owned by the struct that it is read into. */
#ifndef WORKBOOK_GRADEBOOK_GRADEBOOK_READ_H
#define WORKBOOK_GRADEBOOK_GRADEBOOK_READ_H

#include "gradebook/gradebook.h"
#include "gradebook/verdict_summary.h"
#include "model/manifest.h"

/* Something handed in, with the verdict that counts. */
struct gradebook_attempt {
    int64_t number;
    int64_t submission;
    int64_t submitted_ms; /* or GRADEBOOK_TIME_UNKNOWN */
    char *content_sha256;
    char *origin;
    char *problem;                  /* NULL: none */
    int64_t verdict;                /* its number; 0: there is none */
    char *key;                      /* of the verdict; NULL without one */
    int64_t graded_ms;              /* when that verdict was formed */
    struct verdict_summary summary; /* empty without one */
};

/* Did the grader judge it? What it could not judge is nobody's zero. */
bool gradebook_attempt_is_judged(const struct gradebook_attempt *attempt);

enum override_kind {
    OVERRIDE_POINTS,
    OVERRIDE_EXCUSED,   /* no mark is expected; for the whole only */
    OVERRIDE_WITHDRAWN, /* as if there had been none */
};

const char *override_kind_name(enum override_kind kind); /* "points", "excused", "withdrawn" */

struct gradebook_override {
    char *exercise; /* its name; NULL: the whole mark */
    enum override_kind kind;
    int64_t hundredths; /* of points; with OVERRIDE_POINTS */
    char *who;
    char *why;
    int64_t time_ms;
};

struct gradebook_note {
    char *who;
    char *words;
    int64_t time_ms;
};

struct gradebook_record {
    struct gradebook_student student;
    struct gradebook_attempt *attempts; /* by time; those of an unknown time first */
    size_t attempt_count;
    struct gradebook_override *overrides; /* all that were ever made, oldest first */
    size_t override_count;
    struct gradebook_note *notes; /* oldest first */
    size_t note_count;
    char *owned[7]; /* the strings of `student` */
};

#define AUTO_GRADEBOOK_RECORD AUTO(gradebook_record_finish)

bool gradebook_read_student(struct gradebook *gradebook, const char *id,
                            struct gradebook_record *record, struct error *err);
void gradebook_record_finish(struct gradebook_record *record);

/* The one that counts about an exercise (NULL: the whole): the newest, unless that withdraws. NULL: none. Borrowed. */
const struct gradebook_override *gradebook_find_override(const struct gradebook_record *record,
                                                         const char *exercise);

/* Ids of students, sorted. */
struct gradebook_ids {
    char **items;
    size_t count;
};

#define AUTO_GRADEBOOK_IDS AUTO(gradebook_ids_finish)

bool gradebook_read_ids(struct gradebook *gradebook, struct gradebook_ids *ids, struct error *err);
void gradebook_ids_finish(struct gradebook_ids *ids);

/* The exercises of the verdicts that count, by number: the columns of a class. */
struct gradebook_exercise {
    unsigned number;
    char *name;
    int64_t possible_hundredths; /* as the newest verdict says */
};

struct gradebook_exercises {
    struct gradebook_exercise *items;
    size_t count;
};

#define AUTO_GRADEBOOK_EXERCISES AUTO(gradebook_exercises_finish)

bool gradebook_read_exercises(struct gradebook *gradebook, struct gradebook_exercises *exercises,
                              struct error *err);
void gradebook_exercises_finish(struct gradebook_exercises *exercises);

/* The verdict as it was stored, owned by the caller. */
bool gradebook_read_verdict(struct gradebook *gradebook, int64_t verdict, char **json,
                            struct error *err);

/* All gradings of a submission, oldest first: the last one counts. */
struct gradebook_grading {
    int64_t verdict;
    int64_t time_ms;
    char *key;
    enum status status;
    struct score score;
};

struct gradebook_gradings {
    struct gradebook_grading *items;
    size_t count;
};

#define AUTO_GRADEBOOK_GRADINGS AUTO(gradebook_gradings_finish)

bool gradebook_read_gradings(struct gradebook *gradebook, int64_t submission,
                             struct gradebook_gradings *gradings, struct error *err);
void gradebook_gradings_finish(struct gradebook_gradings *gradings);

/* The files of a submission, by path. */
struct gradebook_stored_file {
    char *path;
    char *bytes; /* with a terminator behind them */
    size_t length;
};

struct gradebook_files {
    struct gradebook_stored_file *items;
    size_t count;
};

#define AUTO_GRADEBOOK_FILES AUTO(gradebook_files_finish)

/* The source of an exercise: batch stores it as NN-name/file.c; the name alone will do. NULL: there is none. Borrowed. */
struct gradebook_stored_file *gradebook_files_find(const struct gradebook_files *files,
                                                   const struct manifest *manifest);

bool gradebook_read_files(struct gradebook *gradebook, int64_t submission,
                          struct gradebook_files *files, struct error *err);
void gradebook_files_finish(struct gradebook_files *files);

#endif
