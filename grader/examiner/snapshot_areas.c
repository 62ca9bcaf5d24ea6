/* Memory that the test made (area.h) in a snapshot. */
#include "examiner/snapshot_private.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "examiner/actor_private.h"
#include "examiner/area_private.h"
#include "examiner/session.h"

#include <string.h>

/* Where the actor has the area, if it still has it. */
static void attach_area(json_t *object, const struct actor *actor, const struct area *area,
                        const struct mappings *mappings)
{
    for (unsigned k = 0; k < actor->area_count; k++) {
        uint64_t address = actor->areas[k].address;
        for (size_t i = 0; actor->areas[k].area == area && i < mappings->count; i++) {
            const struct mapping *mapping = &mappings->items[i];
            if (mapping->actor == actor && address >= mapping->begin && address < mapping->end) {
                snapshot_attach(object, mapping, address);
            }
        }
    }
}

/* The session has the newest actor first. */
static void attach_actors(json_t *object, const struct actor *actor, const struct area *area,
                          const struct mappings *mappings)
{
    if (actor != NULL) {
        attach_actors(object, actor->next, area, mappings);
        attach_area(object, actor, area, mappings);
    }
}

/* "the mailbox", and "the mailbox (2)" for the second one that the test calls so. */
static char *area_title(const struct area *area)
{
    unsigned number = 1;
    for (const struct area *other = area_next(area); other != NULL; other = area_next(other)) {
        number += strcmp(area_name(other), area_name(area)) == 0;
    }
    return number > 1 ? memory_format("%s (%u)", area_name(area), number)
                      : memory_copy_string(area_name(area));
}

/* The session has the newest area first. */
static void add_areas(json_t *objects, struct area *area, const struct session *session,
                      const struct mappings *mappings)
{
    if (area == NULL) {
        return;
    }
    add_areas(objects, area_next(area), session, mappings);
    json_t *object = snapshot_object(objects, "memory");
    AUTO_FREE char *title = area_title(area);
    snapshot_set_string(object, "name", title);
    json_object_set_new(object, "size", json_integer((json_int_t)area_size(area)));
    snapshot_set_bytes(object, area_bytes(area), area_size(area));
    attach_actors(object, session->recorded, area, mappings);
}

void snapshot_add_areas(json_t *objects, const struct session *session,
                        const struct mappings *mappings)
{
    add_areas(objects, session->areas, session, mappings);
}
