#include "selftest/structure_parts.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <string.h>
#include <unistd.h>

/* "https://…", "mailto:…": a colon before any slash. Those and places on the same page are not looked at:
 * the tests need no network. */
static bool leads_elsewhere(const char *target)
{
    size_t length = strcspn(target, ":/#");
    return target[length] == ':' || target[0] == '#' || target[0] == '\0';
}

static void examine_link(const struct examination *examination, const char *file,
                         const char *folder, unsigned line, const char *target)
{
    if (leads_elsewhere(target)) {
        return;
    }
    AUTO_FREE char *path = memory_copy_bytes(target, strcspn(target, "#"));
    AUTO_FREE char *full = memory_format("%s/%s/%s", examination->root, folder, path);
    if (access(full, F_OK) != 0) {
        structure_fault(examination, file, line,
                        "its link to '%s' leads nowhere; the target is looked for from the "
                        "lesson's own folder",
                        path);
    }
}

/* The links "](target)" of the text. */
static void examine_links(const struct examination *examination, const char *file,
                          const char *folder, const char *text)
{
    const char *at = text;
    while ((at = strstr(at, "](")) != NULL) {
        at += 2;
        size_t length = strcspn(at, ") \t\r\n");
        AUTO_FREE char *target = memory_copy_bytes(at, length);
        examine_link(examination, file, folder, structure_line(text, at), target);
    }
}

/* Criteria are never hidden: the lesson names each check as `id`. */
static void examine_checks(const struct examination *examination, const char *file,
                           const char *text)
{
    const struct manifest *manifest = examination->bank->manifest;
    for (size_t i = 0; i < manifest->check_count; i++) {
        AUTO_FREE char *name = memory_format("`%s`", manifest->checks[i].id);
        if (strstr(text, name) == NULL) {
            structure_fault(examination, file, 0,
                            "the lesson does not name the check %s; add it to \"How it is "
                            "checked\", for what is looked at is no secret",
                            name);
        }
    }
}

void structure_examine_lesson(const struct examination *examination)
{
    AUTO_FREE char *folder = memory_format("exercises/%s", examination->bank->manifest->folder);
    AUTO_FREE char *file = memory_format("%s/README.md", folder);
    AUTO_FREE char *text = structure_read(examination, file);
    if (text != NULL) {
        examine_links(examination, file, folder, text);
        examine_checks(examination, file, text);
    }
}
