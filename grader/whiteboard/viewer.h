/* Going through the steps of a timeline on a page of limited height: a state machine without a
 * terminal. A key goes in, the state changes; viewer_draw makes the page of it. */
#ifndef WORKBOOK_WHITEBOARD_VIEWER_H
#define WORKBOOK_WHITEBOARD_VIEWER_H

#include <stdbool.h>
#include <stddef.h>

#include "whiteboard/board.h"

enum viewer_action {
    VIEWER_NOTHING,
    VIEWER_NEXT,
    VIEWER_BACK,
    VIEWER_FIRST,
    VIEWER_LAST,
    VIEWER_PLAY, /* on and off */
    VIEWER_UP,
    VIEWER_DOWN,
    VIEWER_QUIT,
};

enum {
    VIEWER_ROWS_LEAST = 8,
    VIEWER_COLUMNS_LEAST = 60,
    VIEWER_COLUMNS_MOST = 100,
    VIEWER_PACE_MS = 1000, /* from step to step when it plays */
};

struct viewer {
    const struct board *board;       /* borrowed */
    const struct board_steps *steps; /* borrowed; at least one */
    const char *leave;               /* the key that leaves, for the last row: "q quit" */
    size_t step;                     /* from 0 */
    unsigned scroll;                 /* lines of the picture above the page */
    bool is_fresh;                   /* the step has just been turned to: show what changed */
    bool is_playing;
    bool has_quit;
};

void viewer_init(struct viewer *viewer, const struct board *board, const struct board_steps *steps);

/* The action of a character: space, b, p, g, G, j, k, q. */
enum viewer_action viewer_action_of(int character);

void viewer_act(struct viewer *viewer, enum viewer_action action);

/* The time for the next step has come; plays no further than the last one. */
void viewer_tick(struct viewer *viewer);

/* Draws a page of so many rows on an empty sheet; may correct `scroll`. */
void viewer_draw(struct viewer *viewer, unsigned rows, struct sheet *sheet);

#endif
