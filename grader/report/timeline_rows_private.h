/* Rows in the making, as timeline_rows.c and timeline_rows_system.c see them. */
#ifndef WORKBOOK_REPORT_TIMELINE_ROWS_PRIVATE_H
#define WORKBOOK_REPORT_TIMELINE_ROWS_PRIVATE_H

#include "report/timeline_rows.h"

/* What is known of an actor while its events go by. */
struct lane_state {
    enum timeline_lane lane;
    size_t asleep_in; /* event of the system call that it sleeps in, plus 1; 0: none */
    bool was_killed;
};

struct row_maker {
    const struct timeline *timeline; /* borrowed */
    struct timeline_rows *rows;      /* borrowed */
    struct lane_state *actors;
    bool *is_told; /* per event: an earlier row says it */
};

/* A row for the event; the text is taken over. The row is the maker's, and moves when the next is added. */
struct timeline_row *row_maker_add(struct row_maker *maker, const struct timeline_event *event,
                                   unsigned depth, char *text);
/* The lane of the row's actor: in this row, and from it on. */
void row_maker_set_lane(struct row_maker *maker, struct timeline_row *row, enum timeline_lane mark,
                        enum timeline_lane lane);
/* "" for NULL. */
const char *row_text_or_empty(const char *text);

/* Rows for the event with this index: a system call, its end, and a sleep that no tracer saw begin. */
void row_maker_add_system_call(struct row_maker *maker, size_t index);
void row_maker_add_system_return(struct row_maker *maker, size_t index);
void row_maker_add_blocked(struct row_maker *maker, size_t index);

#endif
