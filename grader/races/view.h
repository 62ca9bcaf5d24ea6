/* What a process, or a store that it reads from, knows of the others.
 *
 * clock[q]: all events of process q up to this one happen before (ISO C 5.1.2.4). least[l]: of the
 * atomic location l no store older than this one may be read any more (coherence). Both only grow,
 * and knowing what two views know is the maximum of each. */
#ifndef WORKBOOK_RACES_VIEW_H
#define WORKBOOK_RACES_VIEW_H

#include "races/limits.h"

#include <stddef.h>
#include <stdint.h>

struct view {
    uint16_t clock[PROCESSES_MAX];
    uint16_t least[LOCATIONS_MAX];
};

/* Of `least` only the first `locations` are in use. */
static inline void view_join(struct view *view, const struct view *other, size_t locations)
{
    for (size_t i = 0; i < PROCESSES_MAX; i++) {
        if (other->clock[i] > view->clock[i]) {
            view->clock[i] = other->clock[i];
        }
    }
    for (size_t i = 0; i < locations; i++) {
        if (other->least[i] > view->least[i]) {
            view->least[i] = other->least[i];
        }
    }
}

#endif
