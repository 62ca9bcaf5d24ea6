/* Pictures of the seven exercises, and of what should never be but may: for the goldens. */
#ifndef WORKBOOK_TESTS_PICTURES_H
#define WORKBOOK_TESTS_PICTURES_H

#include "model/shape.h"
#include "model/timeline.h"

struct picture {
    const char *name; /* of its file in golden/ */
    void (*fill)(struct timeline *timeline);
    const struct shape *shape; /* static; NULL: none */
    size_t item_bytes;
};

const struct picture *pictures_list(size_t *count);

#endif
