/* The part of a manifest that says what `grader peek` shows. */
#include <libconfig.h>
#include <string.h>

#include "model/manifest.h"
#include "model/manifest_read.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* It becomes a word of a shell's command (stage/shape_read.c). */
static bool is_identifier(const char *word)
{
    size_t length = strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
    return length > 0 && word[length] == '\0' && strchr("0123456789", word[0]) == NULL;
}

static bool read_peek_parts(const struct manifest_reader *reader, const config_setting_t *group,
                            struct manifest *manifest)
{
    struct manifest_peek *peek = &manifest->peek;
    const config_setting_t *check = config_setting_get_member(group, "check");
    const config_setting_t *structure = config_setting_get_member(group, "struct");
    const config_setting_t *item = config_setting_get_member(group, "item_bytes");
    if ((check != NULL && !manifest_read_string(reader, group, "check", &peek->check)) ||
        (structure != NULL && !manifest_read_string(reader, group, "struct", &peek->structure)) ||
        (item != NULL && !manifest_read_unsigned(reader, group, "item_bytes", &peek->item_bytes))) {
        return false;
    }
    if (peek->check != NULL && manifest_find_check(manifest, peek->check) == NULL) {
        return manifest_read_fault(reader, check, "there is no check '%s' to peek at", peek->check);
    }
    if (peek->structure != NULL && !is_identifier(peek->structure)) {
        return manifest_read_fault(
            reader, structure, "'struct' must be the name of a struct, not '%s'", peek->structure);
    }
    return true;
}

bool manifest_read_peek(const struct manifest_reader *reader, const config_setting_t *root,
                        struct manifest *manifest)
{
    static const char *const names[] = {"check", "struct", "item_bytes"};
    const config_setting_t *group = config_setting_get_member(root, "peek");
    if (group == NULL) {
        return true;
    }
    if (!config_setting_is_group(group)) {
        return manifest_read_fault(reader, group, "'peek' must be a group: { … }");
    }
    return manifest_read_no_others(reader, group, names, COUNT_OF(names)) &&
           read_peek_parts(reader, group, manifest);
}
