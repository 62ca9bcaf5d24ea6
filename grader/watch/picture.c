#include "watch/picture.h"

#include "base/memory.h"

struct watch_picture *watch_picture_create(void)
{
    return memory_allocate(1, sizeof(struct watch_picture));
}

void watch_picture_destroy(struct watch_picture *picture)
{
    if (picture != NULL) {
        timeline_finish(&picture->timeline);
        shape_destroy(picture->shape);
        verdict_destroy(picture->verdict);
        free(picture);
    }
}

char *watch_picture_explain(const struct watch_picture *picture)
{
    const struct exercise_verdict *exercise = picture->verdict->exercises[0];
    for (int i = 0; i < STAGE_COUNT; i++) {
        if (exercise->stages[i].status == STATUS_ERROR) {
            return memory_format("The grader's own trouble, not yours: %s",
                                 exercise->stages[i].message != NULL ? exercise->stages[i].message
                                                                     : "for no known cause");
        }
    }
    if (exercise->stages[STAGE_BUILD].status != STATUS_PASS) {
        return memory_copy_string("It was not built, so there is no run to look at.");
    }
    return picture->timeline.event_count > 0
               ? NULL
               : memory_copy_string("It ended before there was anything to look at.");
}
