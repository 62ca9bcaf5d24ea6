/* The steps of a whiteboard for programs: docs/seeing.md describes the members. */
#ifndef WORKBOOK_WHITEBOARD_BOARD_JSON_H
#define WORKBOOK_WHITEBOARD_BOARD_JSON_H

#include "base/text.h"
#include "whiteboard/board.h"

enum { BOARD_JSON_FORMAT_VERSION = 1 };

/* One document, with a newline at its end: the steps from `first` on, `count` of them. `exercise`
 * is the folder: "06-semaphore-upgrade". */
void board_json_write(const struct board *board, const struct board_steps *steps, size_t first,
                      size_t count, const char *exercise, struct text *out);

#endif
