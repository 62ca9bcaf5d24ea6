/* What the help page of a command says, read back as data.
 *
 * The table in commands.c is the one description of the command line that people see. Completion
 * reads the same words, so that a new command or option is completed as soon as `help` knows it
 * (tests/e2e/command_line.sh holds both against the parser). What it relies on:
 *
 *     [EXERCISE] [--level N]        in `arguments`: operands and options
 *     "  --color=WHEN     auto (default), always or never\n"
 *                                   in `details`: an option, its value, and which values there are
 *     "NAME is posix, sysv or ring" in `details`: which words an operand may be
 */
#ifndef WORKBOOK_CLI_USAGE_H
#define WORKBOOK_CLI_USAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/cleanup.h"
#include "cli/command.h"

struct usage_option {
    char *name;        /* "--color" */
    char *value;       /* "WHEN"; NULL: it takes none */
    char *description; /* in one line */
};

struct usage {
    struct usage_option *options;
    size_t option_count;
    char **operands; /* "EXERCISE", without brackets and dots */
    size_t operand_count;
};

#define AUTO_USAGE AUTO(usage_finish)

void usage_read(struct usage *usage, const struct command *command);
void usage_finish(struct usage *usage);

/* NULL when the page has none of that name. */
const struct usage_option *usage_find_option(const struct usage *usage, const char *name);

/* Words of a list such as "auto (default), require or off", in a description that may say more
 * before a colon or after a parenthesis. */
struct usage_words {
    char **items;
    size_t count;
};

#define AUTO_USAGE_WORDS AUTO(usage_words_finish)

/* Empty when the description has no such list. */
void usage_words_read(struct usage_words *words, const char *description);

/* From a sentence of the details that begins "OPERAND is "; empty when there is none. */
void usage_words_read_operand(struct usage_words *words, const struct command *command,
                              const char *operand);
void usage_words_finish(struct usage_words *words);

#endif
