/* The command line of `check`, understood: options, and the request that follows from them. */
#ifndef WORKBOOK_CLI_CHECK_REQUEST_H
#define WORKBOOK_CLI_CHECK_REQUEST_H

#include <stdbool.h>

#include "base/error.h"
#include "cli/options.h"
#include "cli/work.h"
#include "model/grade_request.h"
#include "report/format.h"

struct check_options {
    const char *dir; /* borrowed from argv, like all strings here */
    const char *file;
    bool solutions;
    const char *format;
    const char *output;         /* NULL: standard output */
    struct option_list reports; /* "FORMAT=FILE", each with a format that there is */
    const char *policy;         /* NULL: points as in the workbook, and nothing is hidden */
    uint64_t jobs;
    bool fast;
    bool weakest;
    bool races_demo;
    const char *sandbox;
    uint64_t seed;
    const char *color;
};

/* Options out of argv; operands are left in argv[1..*operand_count]. */
bool check_options_parse(struct check_options *options, int argc, char **argv, int *operand_count,
                         struct error *err);

/* "junit=report.xml" taken apart: the format, and *file borrowed from the string. NULL: no such format,
 * or no file. */
const struct report_format *check_report_format(const char *report, const char **file);

/* The request. `exercises` is filled with borrowed manifests, in the catalogue's order and each
 * once; it needs room for the whole catalogue. False is always a mistake in usage. */
bool check_request_make(const struct check_options *options, const struct workbook *workbook,
                        char **operands, int operand_count, const struct manifest **exercises,
                        struct grade_request *request, struct error *err);

/* The exercises that the operands name, or all when there are none: as above. */
bool check_choose_exercises(const struct catalogue *catalogue, char **operands, int operand_count,
                            const struct manifest **exercises, size_t *count, struct error *err);

/* "auto", "require" or "off". */
enum sandbox_policy check_sandbox_policy(const char *name);

#endif
