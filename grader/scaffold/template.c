#include "scaffold/template.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { TEMPLATE_BYTES_MAX = 1 << 20 };

static const char ending[] = ".in";

static const struct template_value *find_value(const struct template_value *values, size_t count,
                                               const char *key, size_t length)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(values[i].key) == length && strncmp(values[i].key, key, length) == 0) {
            return &values[i];
        }
    }
    return NULL;
}

char *template_substitute(const char *text, const struct template_value *values, size_t count,
                          struct error *err)
{
    AUTO_TEXT struct text result = {0};
    for (const char *at = text; *at != '\0';) {
        size_t length = *at == '@' ? strspn(at + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") : 0;
        if (length == 0 || at[length + 1] != '@') {
            text_append_bytes(&result, at++, 1);
            continue;
        }
        const struct template_value *found = find_value(values, count, at + 1, length);
        if (found == NULL) {
            (void)error_set(err, "the template has a key @%.*s@ that has no value", (int)length,
                            at + 1);
            return NULL;
        }
        text_append(&result, found->value);
        at += length + 2;
    }
    return text_steal(&result);
}

static bool render_file(const char *from, const char *to, const struct template_value *values,
                        size_t count, struct error *err)
{
    AUTO_FREE char *text = NULL;
    if (!file_read(from, TEMPLATE_BYTES_MAX, &text, NULL, err)) {
        return false;
    }
    AUTO_FREE char *rendered = template_substitute(text, values, count, err);
    return rendered != NULL && file_write_atomic(to, rendered, strlen(rendered), err);
}

static bool is_template(const char *name)
{
    size_t length = strlen(name);
    return length > strlen(ending) && strcmp(name + length - strlen(ending), ending) == 0;
}

static bool render_entry(const char *name, const char *from, const char *to,
                         const struct template_value *values, size_t count, struct error *err)
{
    AUTO_FREE char *source = memory_format("%s/%s", from, name);
    struct stat status;
    if (stat(source, &status) != 0) {
        return error_set_errno(err, "cannot examine %s", source);
    }
    bool folder = S_ISDIR(status.st_mode);
    if (!folder && !is_template(name)) {
        return true;
    }
    AUTO_FREE char *bare = memory_copy_bytes(name, strlen(name) - (folder ? 0 : strlen(ending)));
    AUTO_FREE char *named = template_substitute(bare, values, count, err);
    if (named == NULL) {
        return false;
    }
    AUTO_FREE char *target = memory_format("%s/%s", to, named);
    return folder ? template_render(source, target, values, count, err)
                  : render_file(source, target, values, count, err);
}

bool template_render(const char *from, const char *to, const struct template_value *values,
                     size_t count, struct error *err)
{
    AUTO_CLOSEDIR DIR *directory = opendir(from);
    if (directory == NULL) {
        return error_set_errno(err, "cannot read the template %s", from);
    }
    if (mkdir(to, 0777) != 0) {
        return error_set_errno(err, "cannot make the folder %s", to);
    }
    const struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] != '.' && !render_entry(entry->d_name, from, to, values, count, err)) {
            return false;
        }
    }
    return true;
}
