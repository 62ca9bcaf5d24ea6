/* Runs a command as cli_main does, and keeps what it said. */
#ifndef WORKBOOK_TESTS_CALL_H
#define WORKBOOK_TESTS_CALL_H

#include "cli/command.h"

/* Static in each test program: a test runs in a process of its own. */
static struct text call_out;
static struct error call_err;

static inline enum cli_status call_command(enum cli_status (*run)(const struct command_call *),
                                           grade_function *grade, const char *const *words)
{
    char *argv[16];
    int argc = 0;
    for (; words[argc] != NULL; argc++) {
        union {
            const char *given;
            char *wanted;
        } word = {.given = words[argc]};
        argv[argc] = word.wanted;
    }
    argv[argc] = NULL;
    text_clear(&call_out);
    struct command_call call = {.argc = argc, .argv = argv, .grade = grade, .out = &call_out,
                                .err = &call_err};
    return run(&call);
}

#define CALL(run, grade, ...) \
    call_command((run), (grade), (const char *const[]){__VA_ARGS__, NULL})

#endif
