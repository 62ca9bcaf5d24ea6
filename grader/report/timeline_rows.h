/* From events to rows: what a reader of a timeline sees as one step. A system call and its result are
 * one row when nothing happened in between, and so are a call and its return; a process that goes to
 * sleep has a row for that and one for its waking. Rows that repeat themselves are told once. */
#ifndef WORKBOOK_REPORT_TIMELINE_ROWS_H
#define WORKBOOK_REPORT_TIMELINE_ROWS_H

#include "base/cleanup.h"
#include "model/timeline.h"
#include "report/style.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How an actor's lane looks from a row on. */
enum timeline_lane {
    LANE_NONE,   /* not begun, or ended */
    LANE_IDLE,   /* between two calls */
    LANE_CALL,   /* in a call */
    LANE_ASLEEP, /* in a call, asleep in the kernel */
};

struct timeline_row {
    int64_t time_ns;
    int actor;               /* TIMELINE_NOBODY: across all lanes */
    enum timeline_lane mark; /* its lane in this row */
    enum timeline_lane lane; /* from this row on */
    unsigned depth;          /* 0: a call; 1: inside of it */
    enum report_tone tone;
    bool across;      /* sentences across all lanes */
    bool opens_scene; /* the test says what it is about to try */
    char *text;       /* owned */
    char *result;     /* behind the text, and kept when that is cut; owned; NULL: none */
    unsigned times;   /* the block of `block` rows that ends here came so often; 1: once */
    unsigned block;
};

struct timeline_rows {
    struct timeline_row *items;
    size_t count;
};

#define AUTO_TIMELINE_ROWS AUTO(timeline_rows_finish)

void timeline_rows_make(const struct timeline *timeline, struct timeline_rows *rows);
void timeline_rows_finish(struct timeline_rows *rows);
void timeline_row_finish(struct timeline_row *row);

/* Leaves the first of blocks of rows that come several times in a row, with a count. Called by
 * timeline_rows_make. */
void timeline_rows_fold(struct timeline_rows *rows);

#endif
