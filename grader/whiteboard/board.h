/* The whiteboard: one moment of a recorded check, drawn as a person would draw it: each shared object a box
 * with its fields and who is attached, below them the processes and where they sleep.
 *
 * Pure: the same timeline gives the same sheet. What differs from the step before carries a sign
 * (sheet.h). */
#ifndef WORKBOOK_WHITEBOARD_BOARD_H
#define WORKBOOK_WHITEBOARD_BOARD_H

#include <stddef.h>

#include "model/shape.h"
#include "model/timeline.h"
#include "whiteboard/sheet.h"

/* What is drawn. All is borrowed. */
struct board {
    const char *title; /* "05-ready-flag, check two-processes" */
    const struct timeline *timeline;
    const struct shape *shape; /* of the objects' first bytes; NULL: texts and bytes */
    size_t item_bytes;         /* of an item in the flexible array at its end; 0: not known */
};

/* The steps of a timeline: the events that are worth a picture of their own. */
struct board_steps {
    size_t *events; /* indices, ascending */
    size_t count;
};

#define AUTO_BOARD_STEPS AUTO(board_steps_finish)

void board_find_steps(const struct timeline *timeline, struct board_steps *steps);
void board_steps_finish(struct board_steps *steps);

/* Draws a step (from 0) on a sheet whose columns are set and which has no lines yet. */
void board_draw(const struct board *board, const struct board_steps *steps, size_t step,
                struct sheet *sheet);

#endif
