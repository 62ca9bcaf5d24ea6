/* The record as a document: to be read by other programs, and to be taken to another machine.
 *
 * JSON: {"format_version": 1, "kind": "workbook-progress", "attempts": […], "hints": […], "reveals": […]}; docs/progress.md has the
 * fields. CSV: one line for each attempt.
 */
#ifndef WORKBOOK_PROGRESS_EXPORT_H
#define WORKBOOK_PROGRESS_EXPORT_H

#include "base/text.h"
#include "progress/progress.h"

bool export_json(struct progress *progress, struct text *out, struct error *err);
bool export_csv(struct progress *progress, struct text *out, struct error *err);

struct import_result {
    size_t attempts; /* in the document */
    size_t fresh;    /* of these, not known before */
};

/* What a document holds, looked at in every field; the caller finishes both. `name` is the document's, for
 * sentences. False, with neither, when it is not whole and valid. */
bool import_parse(const char *name, const char *bytes, size_t length, struct attempts *attempts,
                  struct helps *helps, struct error *err);

/* Adds what a document holds to the record: what is known already stays as it is, and of hints and reveals the
 * earlier time counts, so that an import may be repeated. Nothing is changed when it is not whole and valid. */
bool import_json(struct progress *progress, const char *name, const char *bytes, size_t length,
                 struct import_result *result, struct error *err);

#endif
