#include "model/manifest_read.h"

#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "model/manifest_scan.h"

enum { CONFIG_BYTES_MAX = 1 << 20 };

/* The group that is the whole file has no name. */
static const char *setting_name(const config_setting_t *setting)
{
    const char *name = config_setting_name(setting);
    return name != NULL ? name : "the file";
}

bool manifest_read_config(const char *path, const char *name, config_t *config, struct error *err)
{
    AUTO_FREE char *text = NULL;
    if (!file_read(path, CONFIG_BYTES_MAX, &text, NULL, err)) {
        return false;
    }
    return manifest_parse_config(text, name, config, err);
}

bool manifest_parse_config(const char *text, const char *name, config_t *config, struct error *err)
{
    int include = manifest_scan_include(text);
    int large = manifest_scan_large_number(text);
    if (include != 0) {
        return error_set(err, "%s:%d: no @include is known here: all of it stands in one file",
                         name, include);
    }
    if (large != 0) {
        return error_set(err, "%s:%d: this number is too large: no setting is above %d", name,
                         large, INT_MAX);
    }
    if (config_read_string(config, text) != CONFIG_TRUE) {
        return error_set(err, "%s:%d: %s", name, config_error_line(config),
                         config_error_text(config));
    }
    return true;
}

bool manifest_read_fault(const struct manifest_reader *reader, const config_setting_t *setting,
                         const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    AUTO_FREE char *sentence = memory_format_list(format, arguments);
    va_end(arguments);
    /* The file as a whole has line 0, which no editor knows. */
    unsigned line = config_setting_source_line(setting);
    return error_set(reader->err, "%s:%u: %s", reader->file, line > 0 ? line : 1, sentence);
}

bool manifest_read_setting(const struct manifest_reader *reader, const config_setting_t *group,
                           const char *name, config_setting_t **setting)
{
    *setting = config_setting_get_member(group, name);
    if (*setting == NULL) {
        return manifest_read_fault(reader, group, "the setting '%s' is missing%s", name,
                                   config_setting_is_root(group) ? "" : " here");
    }
    return true;
}

bool manifest_read_string(const struct manifest_reader *reader, const config_setting_t *group,
                          const char *name, char **string)
{
    config_setting_t *setting;
    if (!manifest_read_setting(reader, group, name, &setting)) {
        return false;
    }
    const char *value = config_setting_get_string(setting);
    if (value == NULL) {
        return manifest_read_fault(reader, setting, "'%s' must be a string in quotes", name);
    }
    if (value[0] == '\0') {
        return manifest_read_fault(reader, setting, "'%s' must not be empty", name);
    }
    memory_set_string(string, value);
    return true;
}

bool manifest_read_unsigned(const struct manifest_reader *reader, const config_setting_t *group,
                            const char *name, unsigned *number)
{
    config_setting_t *setting;
    if (!manifest_read_setting(reader, group, name, &setting)) {
        return false;
    }
    int value = 0;
    if (config_setting_type(setting) == CONFIG_TYPE_INT) {
        value = config_setting_get_int(setting);
    }
    if (value <= 0) {
        return manifest_read_fault(reader, setting, "'%s' must be a whole number above 0", name);
    }
    *number = (unsigned)value;
    return true;
}

bool manifest_read_between(const struct manifest_reader *reader, const config_setting_t *group,
                           const char *name, unsigned least, unsigned most, unsigned *number)
{
    config_setting_t *setting;
    if (!manifest_read_setting(reader, group, name, &setting)) {
        return false;
    }
    int value =
        config_setting_type(setting) == CONFIG_TYPE_INT ? config_setting_get_int(setting) : 0;
    if (value < (int)least || value > (int)most) {
        return manifest_read_fault(reader, setting, "'%s' must be a whole number from %u to %u",
                                   name, least, most);
    }
    *number = (unsigned)value;
    return true;
}

bool manifest_read_strings(const struct manifest_reader *reader, const config_setting_t *group,
                           const char *name, size_t least, struct manifest_strings *strings)
{
    config_setting_t *setting;
    if (!manifest_read_setting(reader, group, name, &setting)) {
        return false;
    }
    if (!config_setting_is_array(setting) && !config_setting_is_list(setting)) {
        return manifest_read_fault(reader, setting, "'%s' must be a list of strings", name);
    }
    int length = config_setting_length(setting);
    if ((size_t)length < least) {
        return manifest_read_fault(reader, setting, "'%s' must name at least %zu, and has %d", name,
                                   least, length);
    }
    for (int i = 0; i < length; i++) {
        const char *item = config_setting_get_string_elem(setting, i);
        if (item == NULL || item[0] == '\0') {
            return manifest_read_fault(reader, setting,
                                       "item %d of '%s' must be a string in quotes, not empty",
                                       i + 1, name);
        }
        *memory_append(&strings->items, &strings->count) = memory_copy_string(item);
    }
    return true;
}

static bool name_is_known(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool manifest_read_no_others(const struct manifest_reader *reader, const config_setting_t *group,
                             const char *const *names, size_t count)
{
    int length = config_setting_length(group);
    for (int i = 0; i < length; i++) {
        const config_setting_t *setting = config_setting_get_elem(group, (unsigned)i);
        const char *name = setting_name(setting);
        if (!name_is_known(name, names, count)) {
            const char *nearest = nearest_find(name, names, count);
            return manifest_read_fault(reader, setting, "unknown setting '%s'%s%s%s", name,
                                       nearest != NULL ? "; did you mean '" : "",
                                       nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
        }
    }
    return true;
}

bool manifest_is_kebab_case(const char *string)
{
    bool word_begun = false;
    for (const char *at = string; *at != '\0'; at++) {
        if (*at == '-' && !word_begun) {
            return false;
        }
        bool allowed = (*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') || *at == '-';
        if (!allowed) {
            return false;
        }
        word_begun = *at != '-';
    }
    return word_begun;
}
