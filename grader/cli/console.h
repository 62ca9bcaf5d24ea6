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

/* Writes to standard output, all of it: a closed pipe or a full disk is a failure, not a signal. */
bool console_write(const struct text *text, struct error *err);

/* "grader: sentence" on standard error, made harmless for a terminal. */
void console_complain(const char *sentence);

#endif
