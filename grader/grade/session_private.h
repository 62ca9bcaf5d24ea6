/* A session as a grading uses it. */
#ifndef WORKBOOK_GRADE_SESSION_PRIVATE_H
#define WORKBOOK_GRADE_SESSION_PRIVATE_H

#include "grade/session.h"
#include "grade/waiting_rooms.h"
#include "stage/machine.h"

struct grade_session {
    struct machine machine;
    struct verdict *facts; /* its environment part is that of every verdict */
    struct waiting_rooms *rooms;
};

/* How an exercise of this request is examined; the object is not set. */
struct examination_plan session_plan(const struct grade_request *request,
                                     const struct manifest *manifest, bool memory);

#endif
