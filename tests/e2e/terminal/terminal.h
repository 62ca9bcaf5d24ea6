/* A terminal with a program in it: a pseudo-terminal (pty(7)), and libvterm to know what its screen shows. */
#ifndef WORKBOOK_TESTS_TERMINAL_H
#define WORKBOOK_TESTS_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

#include "base/text.h"

struct terminal {
    unsigned rows, columns;
    VTerm *emulator;
    int controller;        /* our end; non-blocking */
    int program;           /* the program's end, held open so that it can be asked for its modes */
    struct termios before; /* as they were when the program was started */
    pid_t pid;             /* it leads a session of its own */
    int pidfd;
    bool ended;       /* and was reaped: */
    int status;       /* its wait status */
    struct text sent; /* all bytes that it has written */
};

bool terminal_open(struct terminal *terminal, unsigned columns, unsigned rows, char **arguments);

/* Kills what still lives of the program's session's first process group. */
void terminal_close(struct terminal *terminal);

/* Takes in what comes until something has come, the program has ended, or the time is over: then false. */
bool terminal_wait(struct terminal *terminal, int timeout_ms);

void terminal_type(struct terminal *terminal, const char *bytes, size_t length);
void terminal_resize(struct terminal *terminal, unsigned columns, unsigned rows);

/* What the screen shows, row by row, without blanks at their ends; owned by the caller. */
char *terminal_screen(const struct terminal *terminal);

/* Are the modes as before the program was started? */
bool terminal_has_its_modes(const struct terminal *terminal);

#endif
