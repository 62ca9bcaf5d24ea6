/* Who handed in what: found by the names in one folder, before anything is read.
 *
 * Recognised, entry by entry:
 *     ada/                                        a folder for each student
 *     ada.zip, ada.tar.gz, ada.tar.xz …           an archive for each student
 *     ada.rar, ada.7z …                           likewise, but not opened
 *     ada.c                                       a source for each student
 *     Ada Lovelace_12345_assignsubmission_file_/  Moodle's download
 *     lovelaceada_LATE_123_456_attach_detach.c    Canvas's download: one file each, several of a student
 *     submission_123/ with submission_metadata.yml   Gradescope's export
 * Entries of one student are one hand-in.
 */
#ifndef WORKBOOK_BATCH_HANDIN_H
#define WORKBOOK_BATCH_HANDIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "model/manifest.h"

/* A student as the download or the roster knows him; what is not known is NULL. */
struct person {
    char *id; /* the rest as in gradebook/gradebook.h */
    char *name, *email, *login, *sis_id, *canvas_id, *section;
};

void person_finish(struct person *person);

struct handin_entry {
    char *name; /* in the folder of the class; any bytes */
    /* what the paths of its files begin with: Canvas's are named as they were handed in */
    char *shown;
};

struct handin {
    struct person person;
    struct handin_entry *entries;
    size_t entry_count;
    int64_t submitted_ms;   /* or GRADEBOOK_TIME_UNKNOWN */
    bool said_late;         /* by the platform */
    bool not_in_roster;     /* there is one */
    bool several_in_roster; /* of this name, so that it is nobody's */
};

struct handins {
    struct handin *items; /* by id */
    size_t count;
    char **strays; /* entries that are nobody's; names as they may be shown */
    size_t stray_count;
};

#define AUTO_HANDINS AUTO(handins_finish)

/* A folder that is itself a submission, or has nothing in it, is a failure that says so. */
bool handins_find(const char *folder, const struct manifest *const *exercises,
                  size_t exercise_count, struct handins *handins, struct error *err);
void handins_finish(struct handins *handins);

/* The hand-in of that id; made when there is none. Borrowed, until the next is made. */
struct handin *handins_get(struct handins *handins, const char *id);

#endif
