/* The full screen of `grader peek`: keys, signals and the clock go to a viewer (whiteboard/viewer.h),
 * its pages to the terminal. */
#ifndef WORKBOOK_CLI_PEEK_SCREEN_H
#define WORKBOOK_CLI_PEEK_SCREEN_H

#include <stdbool.h>

#include "base/error.h"
#include "report/style.h"
#include "whiteboard/board.h"

/* Whether standard input and output are a terminal that can show it. */
bool peek_screen_is_possible(void);

/* Shows the steps, of which there is at least one, until the reader quits, closes the terminal or
 * sends a signal that asks for an end; the terminal is then as it was. */
bool peek_screen_run(const struct board *board, const struct board_steps *steps,
                     const struct report_style *style, struct error *err);

#endif
