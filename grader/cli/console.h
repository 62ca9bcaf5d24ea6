/* Standard output and standard error, and how much dress they take. */
#ifndef WORKBOOK_CLI_CONSOLE_H
#define WORKBOOK_CLI_CONSOLE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "report/style.h"

/* "auto", "always" or "never" with what environment (NO_COLOR, TERM, LC_*) and terminal say; `fd`
 * is where the text will go, -1 for a file. NULL is "auto". See https://no-color.org. */
struct report_style console_style(const char *color, int fd);

/* The same for a picture, which takes all of the terminal's width; text is easier to read in less. */
struct report_style console_style_wide(const char *color, int fd);

/* Writes to standard output, all of it: a full disk is a failure. A pipe whose reader has gone (head, a pager that was
 * left) is none: who reads has what was wanted. */
bool console_write(const struct text *text, struct error *err);

/* Asks on the terminal; true when the answer begins with y. The end of input is no. */
bool console_ask(const char *question);

/* The terminal's own width, however wide; 0 when there is none. For what is laid out in columns. */
unsigned console_columns(int fd);

/* "grader: sentence" on standard error, made harmless for a terminal. */
void console_complain(const char *sentence);

#endif
