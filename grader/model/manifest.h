/* A manifest: what exercises/NN-name/exercise.cfg says about an exercise, checked and complete.
 *
 * The file is in libconfig's syntax (https://hyperrealm.github.io/libconfig/, "Configuration
 * Files"). Every setting but `draft`, `trace` and `peek` is required and no other is allowed; the first
 * fault found is one sentence with file and line. A loaded manifest keeps these promises, so that
 * nobody has to look again:
 *   - number is 1..99, name is kebab-case, and the folder is NN-name;
 *   - source ends in .c, header in .h, neither has a slash;
 *   - at least one function, one check and three hints; weights and limits are positive;
 *   - check ids are kebab-case and no two are equal;
 *   - what `peek` names is a check, and an identifier of C.
 *
 * A manifest owns all its strings and arrays.
 */
#ifndef WORKBOOK_MODEL_MANIFEST_H
#define WORKBOOK_MODEL_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "model/stage.h"

/* What one run of the student's code may use. */
struct manifest_limits {
    unsigned wall_ms;
    unsigned cpu_ms;
    unsigned memory_kib;  /* private memory */
    unsigned shared_kib;  /* all shared memory together, System V and POSIX */
    unsigned processes;   /* actors and what they fork */
    unsigned descriptors; /* of each process */
    unsigned output_kib;  /* standard output and error together */
};

struct manifest_check {
    char *id; /* "open-keeps-content": unique in its exercise */
    enum stage stage;
    unsigned weight;
    char *title;   /* continues the sentence "it …" */
    char *explain; /* what is checked, why it matters, which man page */
};

/* What `grader peek` shows, each of which may be absent. */
struct manifest_peek {
    char *check;     /* the id of a telling check; NULL: the first one */
    char *structure; /* the tag of the learner's struct that lies in shared memory; NULL: none */
    unsigned item_bytes; /* of an item in the array at its end, in that check; 0: not known */
};

struct manifest_strings {
    char **items;
    size_t count;
};

struct manifest {
    unsigned number;
    char *name;   /* "attach-detach" */
    char *folder; /* "03-attach-detach" */
    char *path;   /* of the folder: ROOT/exercises/03-attach-detach */
    char *title;
    char *goal;                        /* one sentence */
    char *source;                      /* "attach_detach.c" */
    char *header;                      /* "attach_detach.h" */
    struct manifest_strings functions; /* what the student must define */
    struct manifest_strings requires;  /* folders of exercises to do first; may be empty */
    unsigned weight;                   /* points for the whole exercise */
    struct manifest_limits limits;
    struct manifest_strings hints; /* level 1 is items[0] */
    struct manifest_peek peek;
    bool draft;                    /* being written: the selftest forgives what is not there yet */
    struct manifest_check *checks; /* in the order in which a learner repairs them */
    size_t check_count;
    char *trace; /* id of the check that `grader trace` shows when none fails; NULL: the first */
};

/* Reads PATH/exercise.cfg, PATH being the exercise's folder. *manifest is owned by the caller. */
bool manifest_load(const char *path, struct manifest **manifest, struct error *err);

/* The same of a file whose text is in memory. */
bool manifest_parse(const char *path, const char *text, struct manifest **manifest,
                    struct error *err);
void manifest_destroy(struct manifest *manifest); /* NULL is accepted */

/* The check of that id, or NULL. Borrowed. */
const struct manifest_check *manifest_find_check(const struct manifest *manifest, const char *id);

/* Sum of the weights of all checks. */
unsigned manifest_check_weight(const struct manifest *manifest);

#endif
