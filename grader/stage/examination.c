#include "stage/examination.h"

#include "stage/exam_room.h"

#include <stdlib.h>
#include <string.h>

enum {
    VALGRIND_FACTOR = 4, /* on the wall clock limit of the manifest */
    VALGRIND_MEMORY_FACTOR = 2,
    VALGRIND_MEMORY_KIB = 512 << 10, /* and so much more */
};

unsigned examination_memory_kib(const struct manifest_limits *limits, bool memory)
{
    return memory ? limits->memory_kib * VALGRIND_MEMORY_FACTOR + VALGRIND_MEMORY_KIB
                  : limits->memory_kib;
}

/* Of the run's own time (base/own_time.h): a busy machine does not bring it nearer. */
unsigned examination_wall_ms(const struct manifest_limits *limits, bool memory)
{
    return limits->wall_ms * (memory ? VALGRIND_FACTOR : 1);
}

const struct examined_check *examination_last_words(const struct examination *examination)
{
    const struct examined_check *last =
        examination->check_count > 0 ? &examination->checks[examination->check_count - 1] : NULL;
    bool timed_out = last != NULL && last->status != NULL && strcmp(last->status, "timeout") == 0;
    return timed_out ? last : NULL;
}

static bool is_same_check(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool examination_plans_agree(const struct examination_plan *a, const struct examination_plan *b)
{
    return a->manifest == b->manifest && a->memory == b->memory &&
           a->stop_at_failure == b->stop_at_failure && a->seed == b->seed &&
           a->recording == b->recording && is_same_check(a->only_check, b->only_check) &&
           a->load.idle == b->load.idle && a->load.delay_seed == b->load.delay_seed;
}

bool examination_run(const struct machine *machine, const struct examination_plan *plan,
                     struct exam_room *room, struct examination *examination, struct error *err)
{
    if (room != NULL && exam_room_examine(room, machine, plan, examination, err)) {
        return true;
    }
    if (room != NULL && examination->check_count > 0) {
        return false;
    }
    examination_finish(examination);
    AUTO_EXAM_ROOM struct exam_room *fresh = exam_room_open(machine, plan, err);
    return fresh != NULL && exam_room_examine(fresh, machine, plan, examination, err);
}

static void finish_check(struct examined_check *check)
{
    free(check->id);
    free(check->status);
    free(check->did);
    free(check->expected);
    free(check->observed);
    free(check->look);
    free(check->function);
}

static void finish_leak(struct examined_leak *leak)
{
    free(leak->kind);
    free(leak->id);
    free(leak->check);
    free(leak->call);
}

void examination_finish(struct examination *examination)
{
    for (size_t i = 0; i < examination->check_count; i++) {
        finish_check(&examination->checks[i]);
    }
    for (size_t i = 0; i < examination->leak_count; i++) {
        finish_leak(&examination->leaks[i]);
    }
    for (size_t i = 0; i < examination->actor_count; i++) {
        free(examination->actors[i].check);
    }
    for (size_t i = 0; i < examination->report_count; i++) {
        free(examination->reports[i].xml);
    }
    for (size_t i = 0; i < examination->function_count; i++) {
        free(examination->functions[i].name);
    }
    timeline_finish(&examination->timeline);
    free(examination->functions);
    free(examination->checks);
    free(examination->leaks);
    free(examination->actors);
    free(examination->reports);
    free(examination->output);
    free(examination->tests_output);
    *examination = (struct examination){0};
}
