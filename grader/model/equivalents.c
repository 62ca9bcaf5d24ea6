#include "model/equivalents.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "model/manifest_read.h"

#include <errno.h>
#include <libconfig.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

const struct equivalent *equivalents_find(const struct equivalents *equivalents,
                                          const char *identity)
{
    for (size_t i = 0; i < equivalents->count; i++) {
        const struct equivalent *item = &equivalents->items[i];
        if (item->mutant != NULL && strcmp(item->mutant, identity) == 0) {
            return item;
        }
    }
    return NULL;
}

static bool read_races(const struct manifest_reader *reader, const config_setting_t *group,
                       bool *races)
{
    config_setting_t *setting = config_setting_get_member(group, "races");
    if (setting == NULL) {
        return true;
    }
    *races = config_setting_get_bool(setting) != 0;
    return config_setting_type(setting) == CONFIG_TYPE_BOOL ||
           manifest_read_fault(reader, setting, "'races' must be true or false");
}

static bool read_item(const struct manifest_reader *reader, const config_setting_t *group,
                      struct equivalents *equivalents)
{
    static const char *const names[] = {"mutant", "why", "races"};
    AUTO_FREE char *mutant = NULL;
    if (!config_setting_is_group(group)) {
        return manifest_read_fault(reader, group, "an entry is { mutant = …; why = …; }");
    }
    if (!manifest_read_no_others(reader, group, names, COUNT_OF(names)) ||
        !manifest_read_string(reader, group, "mutant", &mutant)) {
        return false;
    }
    const struct equivalent *twin = equivalents_find(equivalents, mutant);
    if (twin != NULL) {
        return manifest_read_fault(reader, group, "line %u names the same mutant", twin->line);
    }
    struct equivalent *item = memory_append(&equivalents->items, &equivalents->count);
    item->mutant = steal_pointer(&mutant);
    item->line = config_setting_source_line(group);
    return manifest_read_string(reader, group, "why", &item->why) &&
           read_races(reader, group, &item->races);
}

static bool read_items(const struct manifest_reader *reader, const config_setting_t *root,
                       struct equivalents *equivalents)
{
    static const char *const names[] = {"equivalents"};
    config_setting_t *list;
    if (!manifest_read_no_others(reader, root, names, COUNT_OF(names)) ||
        !manifest_read_setting(reader, root, names[0], &list)) {
        return false;
    }
    if (!config_setting_is_list(list)) {
        return manifest_read_fault(reader, list, "'equivalents' must be a list in ( )");
    }
    for (int i = 0; i < config_setting_length(list); i++) {
        if (!read_item(reader, config_setting_get_elem(list, (unsigned)i), equivalents)) {
            return false;
        }
    }
    return true;
}

bool equivalents_load(const char *path, struct equivalents *equivalents, struct error *err)
{
    *equivalents = (struct equivalents){0};
    if (access(path, F_OK) != 0 && errno == ENOENT) {
        return true;
    }
    AUTO(config_destroy) config_t config;
    config_init(&config);
    if (!manifest_read_config(path, path, &config, err)) {
        return false;
    }
    struct manifest_reader reader = {.file = path, .err = err};
    if (!read_items(&reader, config_root_setting(&config), equivalents)) {
        equivalents_finish(equivalents);
        return false;
    }
    return true;
}

void equivalents_finish(struct equivalents *equivalents)
{
    for (size_t i = 0; i < equivalents->count; i++) {
        free(equivalents->items[i].mutant);
        free(equivalents->items[i].why);
    }
    free(equivalents->items);
    *equivalents = (struct equivalents){0};
}
