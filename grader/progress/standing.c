#include "progress/standing.h"

#include <stdlib.h>

void standing_finish(struct standing *standing)
{
    free(standing->exercise);
    attempt_finish(&standing->last);
    *standing = (struct standing){0};
}

/* Levels beyond what is kept count as the highest that is. */
static unsigned last_level(size_t hint_count)
{
    return hint_count > STANDING_HINTS_MAX ? STANDING_HINTS_MAX : (unsigned)hint_count;
}

static bool came_before_pass(const struct standing *standing, int64_t time_ms)
{
    return time_ms != 0 && time_ms <= standing->passed_ms;
}

unsigned standing_stars(const struct standing *standing, size_t hint_count)
{
    if (standing->passed_ms == 0) {
        return 0;
    }
    if (came_before_pass(standing, standing->revealed_ms)) {
        return 1;
    }
    return came_before_pass(standing, standing->hint_ms[last_level(hint_count)]) ? 2 : 3;
}

unsigned standing_hints_open(const struct standing *standing, size_t hint_count)
{
    unsigned open = 0;
    for (unsigned level = 1; level <= last_level(hint_count); level++) {
        open += standing->hint_ms[level] != 0 ? 1 : 0;
    }
    return open;
}

unsigned standing_next_hint(const struct standing *standing, size_t hint_count)
{
    for (unsigned level = 1; level <= last_level(hint_count); level++) {
        if (standing->hint_ms[level] == 0) {
            return level;
        }
    }
    return 0;
}

bool standing_hint_costs_star(const struct standing *standing, size_t hint_count, unsigned level)
{
    return standing->passed_ms == 0 && level == last_level(hint_count) &&
           standing->hint_ms[level] == 0;
}

struct standing_gate standing_gate(const struct standing *standing, size_t hint_count)
{
    unsigned hints = last_level(hint_count) - standing_hints_open(standing, hint_count);
    unsigned failures = standing->failed >= STANDING_FAILURES_DUE
                            ? 0
                            : STANDING_FAILURES_DUE - (unsigned)standing->failed;
    bool passed = standing->passed_ms != 0;
    return (struct standing_gate){
        .open = passed || (hints == 0 && failures == 0),
        .passed = passed,
        .hints_missing = hints,
        .failures_missing = failures,
    };
}
