/* The races stage by itself: of a file that is looked at and not graded. */
#ifndef WORKBOOK_GRADE_RACES_ALONE_H
#define WORKBOOK_GRADE_RACES_ALONE_H

#include "model/grade_request.h"

/* For each exercise of the request a part of the verdict in which the races stage alone was judged: it is no grade.
 * The *verdict is owned by the caller. False when the machine or the sandbox fails, or there is no file. */
bool grade_races_alone(const struct grade_request *request, struct verdict **verdict,
                       struct error *err);

#endif
