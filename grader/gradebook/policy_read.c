/* The policy's file, setting by setting. */
#include <libconfig.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "gradebook/policy.h"
#include "model/manifest_read.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

enum { MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS, HOURS_MAX = 24 * 366, WEIGHT_MAX = 100000 };

/* Left out it keeps its value. */
static bool read_number(const struct manifest_reader *reader, const config_setting_t *group,
                        const char *name, int least, int most, int64_t *number)
{
    const config_setting_t *setting = config_setting_get_member(group, name);
    if (setting == NULL) {
        return true;
    }
    int value = config_setting_get_int(setting);
    if (config_setting_type(setting) != CONFIG_TYPE_INT || value < least || value > most) {
        return manifest_read_fault(reader, setting, "'%s' must be a whole number from %d to %d",
                                   name, least, most);
    }
    *number = value;
    return true;
}

static bool read_unsigned(const struct manifest_reader *reader, const config_setting_t *group,
                          const char *name, int least, int most, unsigned *number)
{
    int64_t value = *number;
    bool read = read_number(reader, group, name, least, most, &value);
    *number = (unsigned)value;
    return read;
}

/* `unit_ms` is what the number in the file counts. */
static bool read_duration(const struct manifest_reader *reader, const config_setting_t *group,
                          const char *name, int least, int64_t unit_ms, int64_t *ms)
{
    int64_t value = *ms / unit_ms;
    int most = (int)((int64_t)HOURS_MAX * HOUR_MS / unit_ms);
    bool read = read_number(reader, group, name, least, most, &value);
    *ms = value * unit_ms;
    return read;
}

static bool read_flag(const struct manifest_reader *reader, const config_setting_t *group,
                      const char *name, bool *flag)
{
    const config_setting_t *setting = config_setting_get_member(group, name);
    if (setting == NULL) {
        return true;
    }
    if (config_setting_type(setting) != CONFIG_TYPE_BOOL) {
        return manifest_read_fault(reader, setting, "'%s' must be true or false", name);
    }
    *flag = config_setting_get_bool(setting) != 0;
    return true;
}

/* `choice` becomes the index of the word that stands there. */
static bool read_choice(const struct manifest_reader *reader, const config_setting_t *group,
                        const char *name, const char *const *words, size_t count, size_t *choice)
{
    const config_setting_t *setting = config_setting_get_member(group, name);
    if (setting == NULL) {
        return true;
    }
    const char *word = config_setting_get_string(setting);
    AUTO_TEXT struct text allowed = {0};
    for (size_t i = 0; i < count; i++) {
        if (word != NULL && strcmp(word, words[i]) == 0) {
            *choice = i;
            return true;
        }
        text_format(&allowed, "%s\"%s\"", i > 0 ? " or " : "", words[i]);
    }
    return manifest_read_fault(reader, setting, "'%s' must be %s", name, text_string(&allowed));
}

/* A list of groups, which may be left out; `read_item` reads one of them into the policy. */
static bool read_list(const struct manifest_reader *reader, const config_setting_t *group,
                      const char *name, void *into,
                      bool (*read_item)(const struct manifest_reader *reader,
                                        const config_setting_t *item, void *into))
{
    const config_setting_t *list = config_setting_get_member(group, name);
    if (list == NULL) {
        return true;
    }
    if (!config_setting_is_list(list)) {
        return manifest_read_fault(reader, list, "'%s' must be a list: ( { … }, { … } )", name);
    }
    int length = config_setting_length(list);
    for (int i = 0; i < length; i++) {
        const config_setting_t *item = config_setting_get_elem(list, (unsigned)i);
        if (!config_setting_is_group(item)) {
            return manifest_read_fault(reader, item, "every item of '%s' must be a group: { … }",
                                       name);
        }
        if (!read_item(reader, item, into)) {
            return false;
        }
    }
    return true;
}

static bool read_check(const struct manifest_reader *reader, const config_setting_t *group,
                       void *into)
{
    static const char *const names[] = {"id", "weight", "extra", "hidden"};
    struct policy_exercise *exercise = into;
    struct policy_check *check = memory_append(&exercise->checks, &exercise->check_count);
    check->weight = POLICY_AS_IS;
    if (!manifest_read_no_others(reader, group, names, COUNT_OF(names)) ||
        !manifest_read_string(reader, group, "id", &check->id) ||
        !read_number(reader, group, "weight", 0, WEIGHT_MAX, &check->weight) ||
        !read_flag(reader, group, "extra", &check->extra) ||
        !read_flag(reader, group, "hidden", &check->hidden)) {
        return false;
    }
    return policy_find_check(exercise, check->id) == check ||
           manifest_read_fault(reader, group, "the check '%s' is listed twice", check->id);
}

static bool read_exercise(const struct manifest_reader *reader, const config_setting_t *group,
                          void *into)
{
    static const char *const names[] = {"name", "weight", "extra", "checks"};
    struct policy *policy = into;
    struct policy_exercise *exercise = memory_append(&policy->exercises, &policy->exercise_count);
    exercise->weight = POLICY_AS_IS;
    if (!manifest_read_no_others(reader, group, names, COUNT_OF(names)) ||
        !manifest_read_string(reader, group, "name", &exercise->name) ||
        !read_number(reader, group, "weight", 0, WEIGHT_MAX, &exercise->weight) ||
        !read_flag(reader, group, "extra", &exercise->extra) ||
        !read_list(reader, group, "checks", exercise, read_check)) {
        return false;
    }
    return policy_find_exercise(policy, exercise->name) == exercise ||
           manifest_read_fault(reader, group, "the exercise '%s' is listed twice", exercise->name);
}

static bool read_extension(const struct manifest_reader *reader, const config_setting_t *group,
                           void *into)
{
    static const char *const names[] = {"student", "hours"};
    struct policy *policy = into;
    struct policy_extension *extension =
        memory_append(&policy->extensions, &policy->extension_count);
    return manifest_read_no_others(reader, group, names, COUNT_OF(names)) &&
           manifest_read_string(reader, group, "student", &extension->student) &&
           read_duration(reader, group, "hours", 1, HOUR_MS, &extension->more_ms);
}

static bool read_deadline(const struct manifest_reader *reader, const config_setting_t *root,
                          struct policy *policy)
{
    const config_setting_t *setting = config_setting_get_member(root, "deadline");
    if (setting == NULL) {
        return true;
    }
    const char *text = config_setting_get_string(setting);
    policy->has_deadline = text != NULL && policy_parse_time(text, &policy->deadline_ms);
    return policy->has_deadline ||
           manifest_read_fault(reader, setting,
                               "'deadline' must be a time with its zone, in quotes: "
                               "\"2026-11-20 23:59:00 +0100\"");
}

static bool read_late(const struct manifest_reader *reader, const config_setting_t *root,
                      struct policy *policy)
{
    static const char *const names[] = {"percent", "every_hours", "most_percent",
                                        "closed_after_hours"};
    const config_setting_t *group = config_setting_get_member(root, "late");
    if (group == NULL) {
        return true;
    }
    if (!config_setting_is_group(group)) {
        return manifest_read_fault(reader, group, "'late' must be a group: { … }");
    }
    return manifest_read_no_others(reader, group, names, COUNT_OF(names)) &&
           read_unsigned(reader, group, "percent", 0, 100, &policy->late_percent) &&
           read_duration(reader, group, "every_hours", 1, HOUR_MS, &policy->late_every_ms) &&
           read_unsigned(reader, group, "most_percent", 0, 100, &policy->late_most_percent) &&
           read_duration(reader, group, "closed_after_hours", 0, HOUR_MS, &policy->closed_after_ms);
}

static bool read_choices(const struct manifest_reader *reader, const config_setting_t *root,
                         struct policy *policy)
{
    static const char *const counts[] = {
        [POLICY_BEST] = "best", [POLICY_LAST] = "last", [POLICY_BEST_OF_EACH] = "best-of-each"};
    static const char *const missing[] = {"none", "zero"};
    static const char *const checks[] = {"shown", "hidden"};
    static const char *const others[] = {"count", "ignore"};
    size_t count = POLICY_BEST;
    size_t zero = 0;
    size_t hidden = 0;
    size_t ignore = 0;
    bool read = read_choice(reader, root, "counts", counts, COUNT_OF(counts), &count) &&
                read_choice(reader, root, "missing", missing, COUNT_OF(missing), &zero) &&
                read_choice(reader, root, "checks", checks, COUNT_OF(checks), &hidden) &&
                read_choice(reader, root, "others", others, COUNT_OF(others), &ignore);
    policy->counts = (enum policy_counts)count;
    policy->missing_is_zero = zero == 1;
    policy->hide_checks = hidden == 1;
    policy->only_listed = ignore == 1;
    return read;
}

static bool read_policy(const struct manifest_reader *reader, const config_setting_t *root,
                        struct policy *policy)
{
    static const char *const names[] = {"deadline", "grace_minutes",   "late",      "extensions",
                                        "counts",   "graded_attempts", "missing",   "points",
                                        "checks",   "others",          "exercises", "most_percent"};
    return manifest_read_no_others(reader, root, names, COUNT_OF(names)) &&
           read_deadline(reader, root, policy) &&
           read_duration(reader, root, "grace_minutes", 0, MINUTE_MS, &policy->grace_ms) &&
           read_late(reader, root, policy) &&
           read_list(reader, root, "extensions", policy, read_extension) &&
           read_choices(reader, root, policy) &&
           read_unsigned(reader, root, "graded_attempts", 0, 1000, &policy->graded_attempts) &&
           read_unsigned(reader, root, "points", 0, WEIGHT_MAX, &policy->points) &&
           read_unsigned(reader, root, "most_percent", 1, 1000, &policy->most_percent) &&
           read_list(reader, root, "exercises", policy, read_exercise);
}

/* `name` is how sentences name the file. */
static bool take_config(const char *name, const config_t *config, struct policy *policy,
                        struct error *err)
{
    const struct manifest_reader reader = {.file = name, .err = err};
    AUTO_POLICY struct policy read = {0};
    policy_make_default(&read);
    if (!read_policy(&reader, config_root_setting(config), &read)) {
        return false;
    }
    *policy = read;
    read = (struct policy){0};
    return true;
}

bool policy_load(const char *path, struct policy *policy, struct error *err)
{
    AUTO(config_destroy) config_t config;
    config_init(&config);
    return manifest_read_config(path, path, &config, err) &&
           take_config(path, &config, policy, err);
}

bool policy_parse(const char *name, const char *text, struct policy *policy, struct error *err)
{
    AUTO(config_destroy) config_t config;
    config_init(&config);
    return manifest_parse_config(text, name, &config, err) &&
           take_config(name, &config, policy, err);
}
