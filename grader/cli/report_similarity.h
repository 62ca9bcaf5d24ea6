/* grader report similarity: the sources of a class, compared exercise by exercise. */
#ifndef WORKBOOK_CLI_REPORT_SIMILARITY_H
#define WORKBOOK_CLI_REPORT_SIMILARITY_H

#include "base/text.h"
#include "cli/work.h"
#include "pages/similarity_page.h"

struct report_similarity {
    const char *folder;    /* of submissions, a folder for each student; NULL: the gradebook's */
    const char *gradebook; /* NULL: gradebook_default_path() */
    const struct manifest *only; /* NULL: all exercises */
    unsigned least_percent;
    size_t most_pairs; /* of each exercise */
    void (*write)(const struct similarity_section *sections, size_t count, struct text *out);
};

/* False: the folder cannot be read, or holds no source. */
bool report_similarity_run(const struct report_similarity *asked, const struct workbook *workbook,
                           struct text *out, struct error *err);

#endif
