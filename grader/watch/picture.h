/* What a recording of one check brings: how the shared memory was, step by step. */
#ifndef WORKBOOK_WATCH_PICTURE_H
#define WORKBOOK_WATCH_PICTURE_H

#include "model/shape.h"
#include "model/timeline.h"
#include "model/verdict.h"

/* Owns all that it has. */
struct watch_picture {
    struct timeline timeline;
    struct shape *shape;     /* of the struct that the manifest names; NULL: none */
    struct verdict *verdict; /* on that check, or on why it could not be run */
};

struct watch_picture *watch_picture_create(void);
void watch_picture_destroy(struct watch_picture *picture); /* NULL is accepted */

/* Why there is nothing to look at; NULL when there is. To be freed. */
char *watch_picture_explain(const struct watch_picture *picture);

#endif
