/* What a process, or a store that it reads from, knows of the others.
 *
 * clock[q]: all events of process q up to this one happen before (ISO C 5.1.2.4). least[l]: of the
 * atomic location l no store before this position in modification order may be read any more, and none
 * be made (coherence). Both only grow, and knowing what two views know is the maximum of each. */
#ifndef WORKBOOK_RACES_VIEW_H
#define WORKBOOK_RACES_VIEW_H

#include "races/limits.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct view {
    uint16_t clock[PROCESSES_MAX];
    uint16_t known; /* of `least` so many have a meaning; the others stand for 0 */
    uint32_t least[LOCATIONS_MAX];
};

static inline void view_clear(struct view *view)
{
    memset(view->clock, 0, sizeof view->clock);
    view->known = 0;
}

static inline uint32_t view_least(const struct view *view, unsigned location)
{
    return location < view->known ? view->least[location] : 0;
}

static inline void view_raise(struct view *view, unsigned location, uint32_t position)
{
    while (view->known <= location) {
        view->least[view->known++] = 0;
    }
    if (position > view->least[location]) {
        view->least[location] = position;
    }
}

static inline void view_copy(struct view *view, const struct view *other)
{
    memcpy(view->clock, other->clock, sizeof view->clock);
    memcpy(view->least, other->least, other->known * sizeof view->least[0]);
    view->known = other->known;
}

static inline void view_join(struct view *view, const struct view *other)
{
    for (size_t i = 0; i < PROCESSES_MAX; i++) {
        if (other->clock[i] > view->clock[i]) {
            view->clock[i] = other->clock[i];
        }
    }
    for (unsigned i = 0; i < other->known; i++) {
        view_raise(view, i, other->least[i]);
    }
}

#endif
