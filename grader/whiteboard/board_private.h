/* What the files of the board share. */
#ifndef WORKBOOK_WHITEBOARD_BOARD_PRIVATE_H
#define WORKBOOK_WHITEBOARD_BOARD_PRIVATE_H

#include "whiteboard/board.h"
#include "whiteboard/rows.h"

/* What happened in an event, as a sentence without a full stop: "the reader sleeps in futex". */
void board_append_event(struct text *text, const struct timeline *timeline,
                        const struct timeline_event *event);

enum { BOARD_INSIDE_COLUMN = 3 }; /* where the content of a box begins, behind sign and border */

/* A line of a box, with its borders, and text that leaves room for what stands behind it. */
void board_open_line(struct sheet *sheet);
void board_close_line(struct sheet *sheet);
void board_write_up_to(struct sheet *sheet, unsigned column, enum report_tone tone,
                       const char *text);

/* What is inside a box: the bytes of memory, the values of a set. */
void board_draw_bytes(const struct board *board, const struct timeline_object *object,
                      const struct timeline_object *before, struct sheet *sheet);
void board_draw_values(const struct timeline_object *object, const struct timeline_object *before,
                       struct sheet *sheet);

/* The bytes of an object, which are not NULL, as rows. */
void board_make_rows(const struct board *board, const struct timeline_object *object,
                     const struct timeline_object *before, struct rows *rows);

/* A box. `before` is the object a step ago, NULL when it is new. */
void board_draw_object(const struct board *board, const struct timeline_object *object,
                       const struct timeline_object *before, struct sheet *sheet);
/* The same in one line, without its contents. */
void board_draw_quiet_object(const struct timeline_object *object, struct sheet *sheet);
/* Whether the object is as it was: facts, who is attached, bytes. `before` may be NULL: it is not. */
bool board_is_unchanged(const struct timeline_object *object, const struct timeline_object *before);
/* "segment 3, key 0x57420001", "/scores", "the mailbox" */
void board_append_object_name(struct text *text, const struct timeline_object *object);
/* The same object in another snapshot (or NULL); NULL when it is not there. */
const struct timeline_object *board_find_object(const struct timeline_snapshot *snapshot,
                                                const struct timeline_object *object);

/* Who runs, who sleeps where, who is in which call after the event. */
void board_draw_processes(const struct board *board, size_t event,
                          const struct timeline_snapshot *now,
                          const struct timeline_snapshot *before, struct sheet *sheet);

#endif
