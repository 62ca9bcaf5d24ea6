/* A room for one examination: the outer sandbox with the proctor, the hidden tests and, in the inner
 * sandbox, the driver, all of them started and waiting for a student's object.
 *
 * To make one takes about as long as to compile a small file, and nothing in it depends on what is
 * compiled. So a room is opened before the compiler has ended, or long before; the object follows by
 * descriptor. A room holds nothing of any student until then, serves one object, and ends.
 *
 * A room ends when it is closed and when the process that opened it ends; in reduced mode also with the
 * thread that opened it (sandbox/spawn.h).
 */
#ifndef WORKBOOK_STAGE_EXAM_ROOM_H
#define WORKBOOK_STAGE_EXAM_ROOM_H

#include "base/cleanup.h"
#include "base/error.h"
#include "stage/examination.h"
#include "stage/machine.h"

#include <stdbool.h>

struct exam_room;

/* NULL with a sentence. Does not wait for the room to be ready. Of the plan the object is not looked
 * at, nor is anybody to be told. In reduced mode the room takes the grader's turn (stage/turn.h), so
 * that it is not to be opened before there is an object. */
struct exam_room *exam_room_open(const struct machine *machine, const struct examination_plan *plan,
                                 struct error *err);

/* Would a room opened for the one plan do for the other? */
bool exam_room_fits(const struct exam_room *room, const struct examination_plan *plan);

/* Has nothing in it ended yet that matters? A room that waits long may have been killed. */
bool exam_room_is_alive(const struct exam_room *room);

/* Hands the plan's object over and reads what is found, to the end. Once only. False when the grader's
 * own part failed. */
bool exam_room_examine(struct exam_room *room, const struct machine *machine,
                       const struct examination_plan *plan, struct examination *examination,
                       struct error *err);

/* Ends what is still in it. Accepts NULL. */
void exam_room_close(struct exam_room *room);

static inline void exam_room_cleanup(struct exam_room **room)
{
    exam_room_close(*room);
}
#define AUTO_EXAM_ROOM AUTO(exam_room_cleanup)

#endif
