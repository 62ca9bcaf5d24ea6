#include "model/stage.h"

#include <assert.h>
#include <string.h>

static const char *const stage_names[STAGE_COUNT] = {
    [STAGE_BUILD] = "build", [STAGE_BEHAVIOUR] = "behaviour", [STAGE_MEMORY] = "memory",
    [STAGE_LEAKS] = "leaks", [STAGE_RACES] = "races",
};

const char *stage_name(enum stage stage)
{
    assert((unsigned)stage < STAGE_COUNT);
    return stage_names[stage];
}

bool stage_from_name(const char *name, enum stage *stage)
{
    for (int i = 0; i < STAGE_COUNT; i++) {
        if (strcmp(name, stage_names[i]) == 0) {
            *stage = (enum stage)i;
            return true;
        }
    }
    return false;
}
