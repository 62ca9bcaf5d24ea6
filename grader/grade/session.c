#include "grade/session_private.h"

#include "base/memory.h"
#include "grade/environment.h"

#include <stdlib.h>

struct examination_plan session_plan(const struct grade_request *request,
                                     const struct manifest *manifest, bool memory)
{
    return (struct examination_plan){
        .manifest = manifest,
        .memory = memory,
        .stop_at_failure = request->stop_at_failure && !memory,
        .seed = request->seed != 0 ? request->seed : 1,
        .load = request->load,
        .only_check = memory ? NULL : request->only_check,
        .recording = memory ? RECORD_NOTHING : request->recording,
    };
}

bool grade_session_create_plain(const struct grade_request *request, struct grade_session **session,
                                struct error *err)
{
    struct grade_session *mine = memory_allocate(1, sizeof *mine);
    mine->facts = verdict_create();
    if (!environment_prepare(&mine->machine, request, mine->facts, err)) {
        verdict_destroy(mine->facts);
        free(mine);
        return false;
    }
    mine->machine.cancel = NULL; /* each grading has its own */
    *session = mine;
    return true;
}

bool grade_session_create(const struct grade_request *request, struct grade_session **session,
                          struct error *err)
{
    if (!grade_session_create_plain(request, session, err)) {
        return false;
    }
    struct grade_session *mine = *session;
    mine->rooms = mine->machine.full ? waiting_rooms_create(&mine->machine) : NULL;
    return true;
}

const struct machine *grade_session_machine(const struct grade_session *session)
{
    return &session->machine;
}

const struct verdict *grade_session_facts(const struct grade_session *session)
{
    return session->facts;
}

void grade_session_prepare(struct grade_session *session, const struct grade_request *request)
{
    struct examination_plan plans[WAITING_ROOMS_MAX];
    size_t count = 0;
    if (request->only_check != NULL) {
        return; /* a look at one check is no habit */
    }
    for (size_t i = 0; i < request->exercise_count; i++) {
        for (int memory = 0; memory <= !request->fast && count < WAITING_ROOMS_MAX; memory++) {
            plans[count++] = session_plan(request, request->exercises[i], memory != 0);
        }
    }
    waiting_rooms_want(session->rooms, plans, count);
}

void grade_session_destroy(struct grade_session *session)
{
    if (session != NULL) {
        waiting_rooms_destroy(session->rooms);
        environment_finish(&session->machine);
        verdict_destroy(session->facts);
        free(session);
    }
}

const struct grade_sessions grade_sessions = {
    .create = grade_session_create,
    .destroy = grade_session_destroy,
};
