/* What the terminal can do. */
#ifndef WORKBOOK_WATCH_TERMINAL_H
#define WORKBOOK_WATCH_TERMINAL_H

#include <stdbool.h>

/* Is it a terminal, and can the one that TERM names show a full screen? */
bool terminal_can_draw(int output);

#endif
