/* What the names in the downloads of learning platforms say. */
#ifndef WORKBOOK_BATCH_PLATFORM_H
#define WORKBOOK_BATCH_PLATFORM_H

#include <stdbool.h>

#include "batch/handin.h"

/* All owned; NULL is unknown. */
struct platform_name {
    char *id;
    char *name; /* of the person */
    char *file; /* as it was handed in */
    bool late;
};

#define AUTO_PLATFORM_NAME AUTO(platform_name_finish)

void platform_name_finish(struct platform_name *name);

/* "Ada Lovelace_12345_assignsubmission_file_" or "…_onlinetext_", of a folder or, in some versions, with the name of
 * a file behind it. docs.moodle.org, "Using Assignment". */
bool platform_read_moodle(const char *name, struct platform_name *parts);

/* "lovelaceada_123_456_attach_detach-1.c", "lovelaceada_LATE_123_456_…": person, user and attachment of a file. */
bool platform_read_canvas(const char *name, struct platform_name *parts);

/* Fills in what Gradescope's export knows of its folders: submission_metadata.yml. */
bool platform_read_gradescope(const char *path, struct handins *handins, struct error *err);

/* The same of bytes that are in memory; `path` is how sentences name them. */
bool platform_parse_gradescope(const char *path, const char *bytes, size_t length,
                               struct handins *handins, struct error *err);

#endif
