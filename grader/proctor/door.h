/* The door of the room: standard input, a socket through which the student's object comes, once, and perhaps, after it, the
 * word that the time of the run is up. */
#ifndef WORKBOOK_PROCTOR_DOOR_H
#define WORKBOOK_PROCTOR_DOOR_H

#include "proctor/plan.h"

#include "base/error.h"

enum door { DOOR_OBJECT, DOOR_NOBODY, DOOR_FAILED };

/* Takes what is at the door; to be called when the socket can be read. DOOR_OBJECT: the object is in its
 * place, ARENA/object/student.so. DOOR_NOBODY: the grader has closed the door, there will be none.
 * DOOR_FAILED: with a sentence. */
enum door door_take_object(const struct plan *plan, struct error *err);

/* After the object, when the socket can be read. False: nobody is at the door any more. */
bool door_take_word(void);

#endif
