/* Marks for other programs. All are UTF-8; a cell that a spreadsheet would take for a formula is made text.
 *
 *   csv     one line a student: the mark, each exercise, and the key of the verdict that it comes from (RFC 4180, with
 *           newlines alone). The same marks give the same bytes, whenever and in whatever order they were graded.
 *   json    everything: attempts, verdict keys, decisions, notes
 *   canvas  the import of Canvas's gradebook (community.canvaslms.com, "How do I import grades in the Gradebook?")
 *   moodle  the CSV import of Moodle's grader report (docs.moodle.org, "Grade import")
 *
 * A learning platform gets no line about a student without a mark: an empty cell might wipe what it has. Whoever is left
 * out, or cannot be matched there, is counted for the caller to say.
 */
#ifndef WORKBOOK_GRADEBOOK_CLASS_EXPORT_H
#define WORKBOOK_GRADEBOOK_CLASS_EXPORT_H

#include "base/text.h"
#include "gradebook/class.h"

/* By what Moodle knows its users. */
enum export_user { EXPORT_BY_EMAIL, EXPORT_BY_ID_NUMBER, EXPORT_BY_USERNAME };

struct export_request {
    struct gradebook *gradebook;
    const struct policy *policy;
    const char *title;         /* of the assignment, or of Moodle's grade item */
    const char *assignment_id; /* Canvas: of an assignment that is there; NULL: import makes one */
    enum export_user user;
};

struct export_result {
    size_t written;   /* lines of students */
    size_t unmarked;  /* left out: no mark */
    size_t unmatched; /* left out: the platform would not know who it is */
};

struct export_format {
    const char *name;
    bool (*write)(const struct export_request *request, struct text *out,
                  struct export_result *result, struct error *err);
};

/* NULL: there is none of that name. Static. */
const struct export_format *export_format_find(const char *name);

bool class_export_csv(const struct export_request *request, struct text *out,
                      struct export_result *result, struct error *err);
bool class_export_json(const struct export_request *request, struct text *out,
                       struct export_result *result, struct error *err);
bool class_export_canvas(const struct export_request *request, struct text *out,
                         struct export_result *result, struct error *err);
bool class_export_moodle(const struct export_request *request, struct text *out,
                         struct export_result *result, struct error *err);

#endif
