#include "gradebook/policy.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HOUR_MS = 3600 * 1000 };

void policy_make_default(struct policy *policy)
{
    *policy = (struct policy){
        .late_every_ms = 24L * HOUR_MS,
        .late_most_percent = 100,
        .counts = POLICY_BEST,
        .most_percent = 100,
    };
}

void policy_finish(struct policy *policy)
{
    for (size_t i = 0; i < policy->exercise_count; i++) {
        struct policy_exercise *exercise = &policy->exercises[i];
        for (size_t k = 0; k < exercise->check_count; k++) {
            free(exercise->checks[k].id);
        }
        free(exercise->checks);
        free(exercise->name);
    }
    for (size_t i = 0; i < policy->extension_count; i++) {
        free(policy->extensions[i].student);
    }
    free(policy->exercises);
    free(policy->extensions);
    *policy = (struct policy){0};
}

const struct policy_exercise *policy_find_exercise(const struct policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->exercise_count; i++) {
        if (strcmp(policy->exercises[i].name, name) == 0) {
            return &policy->exercises[i];
        }
    }
    return NULL;
}

const struct policy_check *policy_find_check(const struct policy_exercise *exercise, const char *id)
{
    for (size_t i = 0; exercise != NULL && i < exercise->check_count; i++) {
        if (strcmp(exercise->checks[i].id, id) == 0) {
            return &exercise->checks[i];
        }
    }
    return NULL;
}

bool policy_shows_check(const struct policy *policy, const char *exercise, const char *id)
{
    const struct policy_check *check =
        policy_find_check(policy_find_exercise(policy, exercise), id);
    return !policy->hide_checks && (check == NULL || !check->hidden);
}

int64_t policy_deadline_ms(const struct policy *policy, const char *student)
{
    int64_t deadline_ms = policy->deadline_ms;
    for (size_t i = 0; i < policy->extension_count; i++) {
        if (strcmp(policy->extensions[i].student, student) == 0) {
            deadline_ms += policy->extensions[i].more_ms;
        }
    }
    return deadline_ms;
}

/* timegm() accepts the 31st of February and moves it into March; a deadline is not moved. */
static bool is_real_date(const struct tm *asked)
{
    struct tm made = *asked;
    made.tm_gmtoff = 0;
    (void)timegm(&made);
    return made.tm_mday == asked->tm_mday && made.tm_hour == asked->tm_hour;
}

bool policy_parse_time(const char *text, int64_t *time_ms)
{
    static const char *const formats[] = {"%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M %z",
                                          "%Y-%m-%dT%H:%M:%S%z"};
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        struct tm broken = {0};
        const char *end = strptime(text, formats[i], &broken);
        if (end != NULL && *end == '\0' && is_real_date(&broken)) {
            long offset_s = broken.tm_gmtoff;
            *time_ms = ((int64_t)timegm(&broken) - offset_s) * 1000;
            return true;
        }
    }
    return false;
}
