/* The shared memory of one check on a page of grader watch: from the wish to see it, over its recording, to the
 * step that is shown. Like the model, of which it is a part, it knows no terminal and no clock. */
#ifndef WORKBOOK_WATCH_PEEK_H
#define WORKBOOK_WATCH_PEEK_H

#include <stdbool.h>
#include <stdint.h>

#include "model/manifest.h"
#include "watch/picture.h"
#include "whiteboard/board.h"
#include "whiteboard/viewer.h"

enum watch_peek_state {
    WATCH_PEEK_EMPTY,
    WATCH_PEEK_WAITS,   /* for the first result of a grading, which tells which check to record */
    WATCH_PEEK_RECORDS, /* under way */
    WATCH_PEEK_SHOWS,   /* there is a picture */
    WATCH_PEEK_FAILED,  /* there is none, for the reason in `trouble` */
};

struct watch_peek {
    enum watch_peek_state state;
    uint64_t serial;                    /* of the last recording asked for */
    const struct manifest_check *check; /* borrowed; that is recorded or shown */
    char *trouble;                      /* owned */

    struct watch_picture *picture; /* owned */
    char *title;                   /* owned */
    struct board board;            /* of the picture */
    struct board_steps steps;
    struct viewer viewer;
};

/* Forgets picture and wish. The numbers of recordings go on. */
void watch_peek_clear(struct watch_peek *peek);

/* The check is to be recorded: its number is peek->serial. */
void watch_peek_record(struct watch_peek *peek, const struct manifest_check *check);

/* There is nothing to record, or no recording. */
void watch_peek_fail(struct watch_peek *peek, const char *sentence);

/* The recording is there, of this exercise. Takes the picture; one that nobody waits for any more is dropped. */
void watch_peek_take(struct watch_peek *peek, const struct manifest *manifest, uint64_t serial,
                     struct watch_picture *picture);

#endif
