#include "selftest/structure_parts.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "model/explanation.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void examine_page(const struct examination *examination, const char *id)
{
    const struct manifest *manifest = examination->bank->manifest;
    AUTO_FREE char *file = memory_format("exercises/%s/explain/%s.md", manifest->folder, id);
    AUTO_FREE char *path = memory_format("%s/%s", examination->root, file);
    if (access(path, F_OK) != 0) {
        structure_unfinished(examination, file, 0,
                             "nothing explains the check '%s'; write its page "
                             "(docs/writing-an-exercise.md)",
                             id);
        return;
    }
    AUTO_EXPLANATION struct explanation *explanation = NULL;
    struct error err;
    if (!explanation_load(manifest, id, &explanation, &err)) {
        structure_unreadable(examination, file, err.message);
    }
}

/* The id that a page is named after, owned by the caller; NULL: it is no page. */
static char *id_of_page(const char *name)
{
    size_t length = strlen(name);
    bool is_page = length > 3 && strcmp(name + length - 3, ".md") == 0;
    return is_page ? memory_copy_bytes(name, length - 3) : NULL;
}

static void examine_name(const struct examination *examination, const char *name)
{
    const struct manifest *manifest = examination->bank->manifest;
    AUTO_FREE char *id = id_of_page(name);
    if (id != NULL && manifest_find_check(manifest, id) == NULL) {
        AUTO_FREE char *file = memory_format("exercises/%s/explain/%s", manifest->folder, name);
        structure_fault(examination, file, 0,
                        "the manifest has no check '%s'; give the page another name, or take it "
                        "out",
                        id);
    }
}

/* Pages of checks that are not there (any more). */
static void examine_names(const struct examination *examination)
{
    AUTO_FREE char *path = memory_format("%s/explain", examination->bank->manifest->path);
    struct dirent **items;
    int count = scandir(path, &items, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        examine_name(examination, items[i]->d_name);
        free(items[i]);
    }
    if (count >= 0) {
        free(items);
    }
}

void structure_examine_explanations(const struct examination *examination)
{
    const struct manifest *manifest = examination->bank->manifest;
    for (size_t i = 0; i < manifest->check_count; i++) {
        examine_page(examination, manifest->checks[i].id);
    }
    examine_names(examination);
}
