#include "model/manifest.h"

#include <libconfig.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "model/manifest_read.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static void strings_finish(struct manifest_strings *strings)
{
    for (size_t i = 0; i < strings->count; i++) {
        free(strings->items[i]);
    }
    free(strings->items);
}

void manifest_destroy(struct manifest *manifest)
{
    if (manifest == NULL) {
        return;
    }
    for (size_t i = 0; i < manifest->check_count; i++) {
        free(manifest->checks[i].id);
        free(manifest->checks[i].title);
        free(manifest->checks[i].explain);
    }
    free(manifest->checks);
    strings_finish(&manifest->functions);
    strings_finish(&manifest->requires);
    strings_finish(&manifest->hints);
    free(manifest->peek.check);
    free(manifest->peek.structure);
    free(manifest->trace);
    free(manifest->name);
    free(manifest->folder);
    free(manifest->path);
    free(manifest->title);
    free(manifest->goal);
    free(manifest->source);
    free(manifest->header);
    free(manifest);
}

static void manifest_cleanup(struct manifest **manifest)
{
    manifest_destroy(*manifest);
}

static bool file_name_ends(const char *name, const char *ending)
{
    size_t length = strlen(name);
    size_t tail = strlen(ending);
    return length > tail && strcmp(name + length - tail, ending) == 0 &&
           strchr(name, '/') == NULL && name[0] != '.' && name[0] != '-';
}

static bool read_names(const struct manifest_reader *reader, const config_setting_t *root,
                       struct manifest *manifest)
{
    if (!manifest_read_unsigned(reader, root, "number", &manifest->number) ||
        !manifest_read_string(reader, root, "name", &manifest->name) ||
        !manifest_read_string(reader, root, "title", &manifest->title) ||
        !manifest_read_string(reader, root, "goal", &manifest->goal) ||
        !manifest_read_string(reader, root, "source", &manifest->source) ||
        !manifest_read_string(reader, root, "header", &manifest->header)) {
        return false;
    }
    const config_setting_t *number = config_setting_get_member(root, "number");
    if (manifest->number > 99) {
        return manifest_read_fault(reader, number, "'number' must be 1 to 99");
    }
    if (!manifest_is_kebab_case(manifest->name)) {
        return manifest_read_fault(reader, config_setting_get_member(root, "name"),
                                   "'name' must be words of lower-case letters and digits joined "
                                   "by hyphens, not '%s'",
                                   manifest->name);
    }
    if (!file_name_ends(manifest->source, ".c")) {
        return manifest_read_fault(reader, config_setting_get_member(root, "source"),
                                   "'source' must be the name of a .c file, not '%s'",
                                   manifest->source);
    }
    if (!file_name_ends(manifest->header, ".h")) {
        return manifest_read_fault(reader, config_setting_get_member(root, "header"),
                                   "'header' must be the name of a .h file, not '%s'",
                                   manifest->header);
    }
    return true;
}

static bool folder_agrees(const struct manifest_reader *reader, const config_setting_t *root,
                          const char *path, struct manifest *manifest)
{
    const char *slash = strrchr(path, '/');
    manifest->path = memory_copy_string(path);
    manifest->folder = memory_copy_string(slash != NULL ? slash + 1 : path);
    AUTO_FREE char *promised = memory_format("%02u-%s", manifest->number, manifest->name);
    if (strcmp(promised, manifest->folder) != 0) {
        return manifest_read_fault(reader, config_setting_get_member(root, "name"),
                                   "number and name belong to a folder '%s', and this one is '%s'",
                                   promised, manifest->folder);
    }
    return true;
}

/* Below the least the grader's own part of a run has no room; above the most no machine that is graded on has it. */
enum { HOUR_MS = 3600 * 1000, LARGE_KIB = 16 << 20 };

static bool read_limits(const struct manifest_reader *reader, const config_setting_t *root,
                        struct manifest_limits *limits)
{
    const struct {
        const char *name;
        unsigned least, most;
        unsigned *value;
    } rows[] = {{"wall_ms", 1000, HOUR_MS, &limits->wall_ms},
                {"cpu_ms", 1000, HOUR_MS, &limits->cpu_ms},
                {"memory_kib", 8 << 10, LARGE_KIB, &limits->memory_kib},
                {"shared_kib", 1 << 10, LARGE_KIB, &limits->shared_kib},
                {"processes", 8, 4096, &limits->processes},
                {"descriptors", 16, 4096, &limits->descriptors},
                {"output_kib", 1, 16 << 10, &limits->output_kib}};
    const char *names[COUNT_OF(rows)];
    config_setting_t *group;
    if (!manifest_read_setting(reader, root, "limits", &group)) {
        return false;
    }
    if (!config_setting_is_group(group)) {
        return manifest_read_fault(reader, group, "'limits' must be a group: { … }");
    }
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        names[i] = rows[i].name;
    }
    /* Unknown names first: for a mistyped one "did you mean" helps more than "missing". */
    bool read = manifest_read_no_others(reader, group, names, COUNT_OF(names));
    for (size_t i = 0; read && i < COUNT_OF(rows); i++) {
        read = manifest_read_between(reader, group, rows[i].name, rows[i].least, rows[i].most,
                                     rows[i].value);
    }
    return read;
}

static bool read_stage(const struct manifest_reader *reader, const config_setting_t *group,
                       enum stage *stage)
{
    AUTO_FREE char *name = NULL;
    if (!manifest_read_string(reader, group, "stage", &name)) {
        return false;
    }
    if (!stage_from_name(name, stage) || *stage == STAGE_BUILD) {
        return manifest_read_fault(reader, config_setting_get_member(group, "stage"),
                                   "'stage' of a check must be behaviour, memory, leaks or races, "
                                   "not '%s'",
                                   name);
    }
    return true;
}

static bool read_check(const struct manifest_reader *reader, const config_setting_t *group,
                       struct manifest *manifest)
{
    static const char *const names[] = {"id", "stage", "weight", "title", "explain"};
    if (!config_setting_is_group(group)) {
        return manifest_read_fault(reader, group, "every item of 'checks' must be a group: { … }");
    }
    struct manifest_check *check = memory_append(&manifest->checks, &manifest->check_count);
    if (!manifest_read_no_others(reader, group, names, COUNT_OF(names)) ||
        !manifest_read_string(reader, group, "id", &check->id) ||
        !read_stage(reader, group, &check->stage) ||
        !manifest_read_unsigned(reader, group, "weight", &check->weight) ||
        !manifest_read_string(reader, group, "title", &check->title) ||
        !manifest_read_string(reader, group, "explain", &check->explain)) {
        return false;
    }
    const config_setting_t *id = config_setting_get_member(group, "id");
    if (!manifest_is_kebab_case(check->id)) {
        return manifest_read_fault(reader, id,
                                   "the check id '%s' must be words of lower-case "
                                   "letters and digits joined by hyphens",
                                   check->id);
    }
    if (manifest_find_check(manifest, check->id) != check) {
        return manifest_read_fault(reader, id, "two checks have the id '%s'", check->id);
    }
    return true;
}

static bool read_checks(const struct manifest_reader *reader, const config_setting_t *root,
                        struct manifest *manifest)
{
    config_setting_t *list;
    if (!manifest_read_setting(reader, root, "checks", &list)) {
        return false;
    }
    if (!config_setting_is_list(list) || config_setting_length(list) == 0) {
        return manifest_read_fault(reader, list,
                                   "'checks' must be a list of at least one group: ( { … } )");
    }
    int length = config_setting_length(list);
    for (int i = 0; i < length; i++) {
        if (!read_check(reader, config_setting_get_elem(list, (unsigned)i), manifest)) {
            return false;
        }
    }
    return true;
}

/* A setting that may be absent: the check of the behaviour that a command shows. */
static bool read_shown_check(const struct manifest_reader *reader, const config_setting_t *root,
                             const char *name, const struct manifest *manifest, char **id)
{
    const config_setting_t *setting = config_setting_get_member(root, name);
    if (setting == NULL) {
        return true;
    }
    if (!manifest_read_string(reader, root, name, id)) {
        return false;
    }
    const struct manifest_check *check = manifest_find_check(manifest, *id);
    if (check == NULL || check->stage != STAGE_BEHAVIOUR) {
        return manifest_read_fault(reader, setting,
                                   "'%s' must name a check of the behaviour, not '%s'", name, *id);
    }
    return true;
}

/* This setting may be absent, too. */
static bool read_draft(const struct manifest_reader *reader, const config_setting_t *root,
                       bool *draft)
{
    const config_setting_t *setting = config_setting_get_member(root, "draft");
    if (setting == NULL) {
        return true;
    }
    if (config_setting_type(setting) != CONFIG_TYPE_BOOL) {
        return manifest_read_fault(reader, setting, "'draft' must be true or false");
    }
    *draft = config_setting_get_bool(setting) != 0;
    return true;
}

static bool read_manifest(const struct manifest_reader *reader, const config_setting_t *root,
                          const char *path, struct manifest *manifest)
{
    static const char *const names[] = {"number", "name",      "title",    "goal",   "source",
                                        "header", "functions", "requires", "weight", "limits",
                                        "hints",  "checks",    "draft",    "trace",  "peek"};
    return manifest_read_no_others(reader, root, names, COUNT_OF(names)) &&
           read_draft(reader, root, &manifest->draft) && read_names(reader, root, manifest) &&
           folder_agrees(reader, root, path, manifest) &&
           manifest_read_strings(reader, root, "functions", 1, &manifest->functions) &&
           manifest_read_strings(reader, root, "requires", 0, &manifest->requires) &&
           manifest_read_unsigned(reader, root, "weight", &manifest->weight) &&
           read_limits(reader, root, &manifest->limits) &&
           manifest_read_strings(reader, root, "hints", 3, &manifest->hints) &&
           read_checks(reader, root, manifest) && manifest_read_peek(reader, root, manifest) &&
           read_shown_check(reader, root, "trace", manifest, &manifest->trace);
}

/* `file` is how sentences name it. */
static bool take_config(const char *path, const char *file, const config_t *config,
                        struct manifest **manifest, struct error *err)
{
    AUTO(manifest_cleanup) struct manifest *fresh = memory_allocate(1, sizeof *fresh);
    struct manifest_reader reader = {.file = file, .err = err};
    if (!read_manifest(&reader, config_root_setting(config), path, fresh)) {
        return false;
    }
    *manifest = steal_pointer(&fresh);
    return true;
}

bool manifest_load(const char *path, struct manifest **manifest, struct error *err)
{
    AUTO_FREE char *file = memory_format("%s/exercise.cfg", path);
    AUTO(config_destroy) config_t config;
    config_init(&config);
    return manifest_read_config(file, file, &config, err) &&
           take_config(path, file, &config, manifest, err);
}

bool manifest_parse(const char *path, const char *text, struct manifest **manifest,
                    struct error *err)
{
    AUTO_FREE char *file = memory_format("%s/exercise.cfg", path);
    AUTO(config_destroy) config_t config;
    config_init(&config);
    return manifest_parse_config(text, file, &config, err) &&
           take_config(path, file, &config, manifest, err);
}

const struct manifest_check *manifest_find_check(const struct manifest *manifest, const char *id)
{
    for (size_t i = 0; i < manifest->check_count; i++) {
        const struct manifest_check *check = &manifest->checks[i];
        if (check->id != NULL && strcmp(check->id, id) == 0) {
            return check;
        }
    }
    return NULL;
}

unsigned manifest_check_weight(const struct manifest *manifest)
{
    unsigned sum = 0;
    for (size_t i = 0; i < manifest->check_count; i++) {
        sum += manifest->checks[i].weight;
    }
    return sum;
}
