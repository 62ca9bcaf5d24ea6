/* Options of one command, from a table: `--name value`, `--name=value`, `--flag`, `--` ends them.
 *
 * Options and operands may be mixed. There are no abbreviations: what a script writes today must
 * mean the same when a new option comes. Every mistake is one sentence that says what was meant or
 * allowed.
 */
#ifndef WORKBOOK_CLI_OPTIONS_H
#define WORKBOOK_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum option_kind {
    OPTION_FLAG,   /* target: bool */
    OPTION_STRING, /* target: const char * (borrowed from argv; not empty) */
    OPTION_NUMBER, /* target: uint64_t, least..most */
    OPTION_CHOICE, /* target: const char *, one of choices */
    OPTION_LIST,   /* target: struct option_list; each use of the option adds a string */
};

enum { OPTION_LIST_MAX = 16 };

struct option_list {
    const char *items[OPTION_LIST_MAX]; /* borrowed from argv; not empty */
    size_t count;
};

struct option_spec {
    const char *name; /* without its hyphens */
    enum option_kind kind;
    void *target;
    uint64_t least; /* OPTION_NUMBER */
    uint64_t most;
    const char *const *choices; /* OPTION_CHOICE: ends with NULL */
};

/* argv[0] is the command's name. Operands are moved, in order, to argv[1..*operand_count]. */
bool options_parse(const struct option_spec *specs, size_t spec_count, int argc, char **argv,
                   int *operand_count, struct error *err);

#endif
