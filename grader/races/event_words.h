/* An event of an execution in words: "stores turn = 1 (relaxed)". */
#ifndef WORKBOOK_RACES_EVENT_WORDS_H
#define WORKBOOK_RACES_EVENT_WORDS_H

#include "races/fields.h"
#include "races/world.h"

#include <stddef.h>

/* What names things. All borrowed. */
struct event_names {
    const struct world *world;   /* its objects */
    const struct fields *fields; /* NULL: places have no names */
};

/* At most `size` bytes with the terminator: longer words are cut. */
void event_words(const struct event_names *names, const struct event *event, char *words,
                 size_t size);

#endif
