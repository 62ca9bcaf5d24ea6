/* One check of one exercise, run again to be looked at: what `trace` and `peek` have in common. */
#ifndef WORKBOOK_CLI_RECORDING_H
#define WORKBOOK_CLI_RECORDING_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/work.h"
#include "model/grade_recording.h"
#include "model/timeline.h"

/* The options that say what is recorded. Borrowed from argv. */
struct recording_options {
    /* its id; NULL: the first that fails, else the one that the manifest names */
    const char *check;
    const char *dir, *file;
    bool solutions;
    const char *sandbox;
    uint64_t seed;
    /* Without `check` the one that the manifest names is taken, also when another one fails. */
    bool is_telling;
};

enum { RECORDING_SPECS = 6 };

/* Sets them to their defaults and fills the first RECORDING_SPECS places of a command's table. */
void recording_options_declare(struct recording_options *options, struct option_spec *specs);

/* What came of it. */
struct recording {
    struct workbook workbook;
    const struct manifest *manifest;    /* borrowed from the workbook */
    const struct manifest_check *check; /* borrowed from it; NULL: there was nothing to run */
    bool failed_before;                 /* among the other checks; alone it may pass */
    bool lightly; /* recorded without its system calls: watched closely it passed */
    struct timeline timeline;
    struct shape *shape;     /* of the struct that the manifest names, with snapshots; NULL: none */
    struct verdict *verdict; /* on the check, or on why nothing could be run */
};

#define AUTO_RECORDING AUTO(recording_finish)

/* Opens the workbook and runs it. `fallback` is the check of a source in which none fails; NULL: the manifest's first one.
 * CLI_PASSED or CLI_FAILED, as the check; CLI_FAILED with no check: the file was not built, and the
 * verdict says why. */
enum cli_status recording_run(const struct recording_options *options,
                              const struct command_call *call, int operand_count,
                              enum grade_recording what,
                              const char *(*fallback)(const struct manifest *manifest),
                              struct recording *recording);
void recording_finish(struct recording *recording);

#endif
