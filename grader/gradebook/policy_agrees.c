/* A policy against the workbook that it is for. */
#include <string.h>

#include "base/memory.h"
#include "base/nearest.h"
#include "gradebook/policy.h"

static const struct manifest *find_manifest(const struct catalogue *catalogue, const char *name)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        if (strcmp(catalogue->exercises[i]->name, name) == 0) {
            return catalogue->exercises[i];
        }
    }
    return NULL;
}

static bool unknown(const char *what, const char *name, const char *nearest, struct error *err)
{
    return error_set(err, "the workbook has no %s '%s'%s%s%s", what, name,
                     nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                     nearest != NULL ? "'?" : "");
}

static bool unknown_exercise(const struct catalogue *catalogue, const char *name, struct error *err)
{
    AUTO_FREE const char **names = memory_allocate(catalogue->count, sizeof *names);
    for (size_t i = 0; i < catalogue->count; i++) {
        names[i] = catalogue->exercises[i]->name;
    }
    return unknown("exercise", name, nearest_find(name, names, catalogue->count), err);
}

static bool unknown_check(const struct manifest *manifest, const char *id, struct error *err)
{
    AUTO_FREE const char **ids = memory_allocate(manifest->check_count, sizeof *ids);
    for (size_t i = 0; i < manifest->check_count; i++) {
        ids[i] = manifest->checks[i].id;
    }
    AUTO_FREE char *what = memory_format("check in %s named", manifest->folder);
    return unknown(what, id, nearest_find(id, ids, manifest->check_count), err);
}

/* An exercise that is worth something needs a check by which it is earned. */
static bool can_be_earned(const struct policy_exercise *exercise, const struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->check_count; i++) {
        const struct policy_check *check = policy_find_check(exercise, manifest->checks[i].id);
        if (check == NULL || (!check->extra && check->weight != 0)) {
            return true;
        }
    }
    return false;
}

static bool exercise_agrees(const struct policy_exercise *exercise,
                            const struct catalogue *catalogue, struct error *err)
{
    const struct manifest *manifest = find_manifest(catalogue, exercise->name);
    if (manifest == NULL) {
        return unknown_exercise(catalogue, exercise->name, err);
    }
    for (size_t i = 0; i < exercise->check_count; i++) {
        if (manifest_find_check(manifest, exercise->checks[i].id) == NULL) {
            return unknown_check(manifest, exercise->checks[i].id, err);
        }
    }
    return exercise->weight == 0 || can_be_earned(exercise, manifest) ||
           error_set(err, "no check of %s counts any more: give one a weight, or the exercise 0",
                     manifest->folder);
}

static bool something_counts(const struct policy *policy, const struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct policy_exercise *exercise =
            policy_find_exercise(policy, catalogue->exercises[i]->name);
        bool counts =
            exercise != NULL ? exercise->weight != 0 && !exercise->extra : !policy->only_listed;
        if (counts) {
            return true;
        }
    }
    return false;
}

bool policy_agrees(const struct policy *policy, const struct catalogue *catalogue,
                   struct error *err)
{
    for (size_t i = 0; i < policy->exercise_count; i++) {
        if (!exercise_agrees(&policy->exercises[i], catalogue, err)) {
            return false;
        }
    }
    return something_counts(policy, catalogue) ||
           error_set(err, "no exercise counts: all are left out, ignored or extra");
}

bool policy_load_for(const char *path, const struct catalogue *catalogue, struct policy *policy,
                     struct error *err)
{
    struct error why;
    return policy_load(path, policy, err) &&
           (policy_agrees(policy, catalogue, &why) || error_set(err, "%s: %s", path, why.message));
}
