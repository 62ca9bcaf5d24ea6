/* Compilers and rooms that stand ready for gradings to come (stage/build.h, stage/exam_room.h).
 *
 * A thread, the porter, opens them. While a grading is under way none is opened, for it needs the processors itself.
 * A room that did not survive its wait is not handed out; what cannot be opened is not tried again before the next
 * wish, and the grading that would have taken it opens one itself and says what is wrong.
 */
#ifndef WORKBOOK_GRADE_WAITING_ROOMS_H
#define WORKBOOK_GRADE_WAITING_ROOMS_H

#include "stage/build.h"
#include "stage/exam_room.h"
#include "stage/examination.h"
#include "stage/machine.h"

#include <stddef.h>

struct waiting_rooms;

enum { WAITING_ROOMS_MAX = 4 };

/* The machine is borrowed. NULL when there is no thread to be had: nothing is kept ready then, and all
 * functions below accept it. */
struct waiting_rooms *waiting_rooms_create(const struct machine *machine);

/* Every room that was taken must have been closed or given back. */
void waiting_rooms_destroy(struct waiting_rooms *rooms);

/* From now on a room for each of these plans is wanted, and no others; the first WAITING_ROOMS_MAX count.
 * The manifests of the plans are borrowed until the next wish. Returns at once. */
void waiting_rooms_want(struct waiting_rooms *rooms, const struct examination_plan *plans,
                        size_t count);

/* Between these two none is opened. Gradings may overlap. */
void waiting_rooms_pause(struct waiting_rooms *rooms);
void waiting_rooms_resume(struct waiting_rooms *rooms);

/* What stands ready for one pass; either may be NULL. */
struct waiting {
    struct build_site *site;
    struct exam_room *room;
};

/* The caller's to close, or to give back unused. */
struct waiting waiting_rooms_take(struct waiting_rooms *rooms, const struct examination_plan *plan);

/* What was taken and turned out not to be needed, where it is still wanted; the rest is closed. */
void waiting_rooms_give_back(struct waiting_rooms *rooms, struct waiting *waiting);

#endif
