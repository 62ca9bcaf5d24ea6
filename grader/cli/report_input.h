/* What `grader report` reads: verdicts that check wrote as JSON, and submissions as check --dir takes them. */
#ifndef WORKBOOK_CLI_REPORT_INPUT_H
#define WORKBOOK_CLI_REPORT_INPUT_H

#include "base/cleanup.h"
#include "base/error.h"
#include "model/manifest.h"
#include "model/verdict.h"

/* Names in a folder, sorted, without those that begin with a dot. */
struct folder_names {
    char **items;
    size_t count;
};

#define AUTO_FOLDER_NAMES AUTO(folder_names_finish)

bool folder_names_read(struct folder_names *names, const char *folder, struct error *err);
void folder_names_finish(struct folder_names *names);

/* The failure names the file. *verdict is owned by the caller. */
bool report_input_verdict(const char *path, struct verdict **verdict, struct error *err);

/* Whose verdict an entry of a folder is: "ada.json" and the folder "ada" with a verdict.json are ada's. *path is where
 * it lies. Both are owned by the caller; false: it is neither. */
bool report_input_find_verdict(const char *folder, const char *entry, char **student, char **path);

/* The name alone of a path to a verdict. Owned by the caller. */
char *report_input_student(const char *path);

/* The source of an exercise in a submission, owned by the caller; NULL when there is none that can be read. */
char *report_input_source(const char *submission, const struct manifest *manifest);

#endif
