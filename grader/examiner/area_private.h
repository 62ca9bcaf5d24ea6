/* Areas as the examiner's other parts see them. Not for tests. */
#ifndef WORKBOOK_EXAMINER_AREA_PRIVATE_H
#define WORKBOOK_EXAMINER_AREA_PRIVATE_H

#include "examiner/area.h"

struct session;

void area_destroy_all(struct session *session);

/* The area that was made before this one; NULL: it was the first. */
struct area *area_next(const struct area *area);

#endif
