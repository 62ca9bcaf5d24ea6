/* The machine as a grading finds it: which sandbox it can give, which tools it has. */
#ifndef WORKBOOK_GRADE_ENVIRONMENT_H
#define WORKBOOK_GRADE_ENVIRONMENT_H

#include "model/grade_request.h"
#include "stage/machine.h"

/* Fills in the machine and the environment part of the verdict. False when the request asks for
 * what the machine cannot give (--sandbox=require), or a tool is missing. */
bool environment_prepare(struct machine *machine, const struct grade_request *request,
                         struct verdict *verdict, struct error *err);
/* The environment part of one verdict for another. */
void environment_copy(const struct verdict *from, struct verdict *to);

void environment_finish(struct machine *machine);

#endif
