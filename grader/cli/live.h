/* One line on the terminal that changes while the grader works, and is gone before the report.
 *
 * It is shown only where it can be taken back and disturbs nobody: standard output and standard
 * error are both terminals, and not dumb ones. A pipe or a log never sees it.
 */
#ifndef WORKBOOK_CLI_LIVE_H
#define WORKBOOK_CLI_LIVE_H

#include <stdbool.h>

struct live {
    bool shown; /* there is a terminal to show it on */
    unsigned columns;
};

struct live live_begin(void);

/* Replaces the line. Cut at the terminal's width, for a line that wraps cannot be taken back. */
void live_show(const struct live *live, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Takes the line back. */
void live_end(const struct live *live);

#endif
