#include "model/catalogue.h"

#include <assert.h>
#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/nearest.h"

void catalogue_destroy(struct catalogue *catalogue)
{
    if (catalogue == NULL) {
        return;
    }
    for (size_t i = 0; i < catalogue->count; i++) {
        manifest_destroy(catalogue->exercises[i]);
    }
    free(catalogue->exercises);
    free(catalogue);
}

static void catalogue_cleanup(struct catalogue **catalogue)
{
    catalogue_destroy(*catalogue);
}

static bool is_exercise_folder(const char *name)
{
    return isdigit((unsigned char)name[0]) && isdigit((unsigned char)name[1]) && name[2] == '-';
}

static int compare_exercises(const void *left, const void *right)
{
    const struct manifest *const *a = left;
    const struct manifest *const *b = right;
    /* By folder where numbers are equal, so that the sentence about it is the same every time. */
    return (*a)->number != (*b)->number ? ((*a)->number < (*b)->number ? -1 : 1)
                                        : strcmp((*a)->folder, (*b)->folder);
}

static bool load_folders(const char *folder, struct catalogue *catalogue, struct error *err)
{
    AUTO_CLOSEDIR DIR *directory = opendir(folder);
    if (directory == NULL) {
        return error_set_errno(err, "cannot read the exercises in %s", folder);
    }
    const struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        if (!is_exercise_folder(entry->d_name)) {
            continue;
        }
        AUTO_FREE char *path = memory_format("%s/%s", folder, entry->d_name);
        struct manifest *manifest = NULL;
        if (!manifest_load(path, &manifest, err)) {
            return false;
        }
        *memory_append(&catalogue->exercises, &catalogue->count) = manifest;
    }
    if (catalogue->count == 0) {
        return error_set(err, "there are no exercises in %s", folder);
    }
    return true;
}

static const struct manifest *find_folder(const struct catalogue *catalogue, const char *folder)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        if (strcmp(catalogue->exercises[i]->folder, folder) == 0) {
            return catalogue->exercises[i];
        }
    }
    return NULL;
}

static bool is_consistent(const struct catalogue *catalogue, struct error *err)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct manifest *manifest = catalogue->exercises[i];
        if (i > 0 && catalogue->exercises[i - 1]->number == manifest->number) {
            return error_set(err, "the exercises %s and %s have the same number",
                             catalogue->exercises[i - 1]->folder, manifest->folder);
        }
        for (size_t k = 0; k < manifest->requires.count; k++) {
            const char *required = manifest->requires.items[k];
            if (find_folder(catalogue, required) == NULL) {
                return error_set(err, "exercise %s requires '%s', which does not exist",
                                 manifest->folder, required);
            }
        }
    }
    return true;
}

bool catalogue_load(const char *root, struct catalogue **catalogue, struct error *err)
{
    AUTO_FREE char *folder = memory_format("%s/exercises", root);
    AUTO(catalogue_cleanup) struct catalogue *fresh = memory_allocate(1, sizeof *fresh);
    if (!load_folders(folder, fresh, err)) {
        return false;
    }
    qsort(fresh->exercises, fresh->count, sizeof(struct manifest *), compare_exercises);
    if (!is_consistent(fresh, err)) {
        return false;
    }
    *catalogue = steal_pointer(&fresh);
    return true;
}

/* "3" and "03", but not "3x", "" or "003". */
static bool word_is_number(const char *word, unsigned *number)
{
    size_t digits = strspn(word, "0123456789");
    if (digits == 0 || digits > 2 || word[digits] != '\0') {
        return false;
    }
    *number = (unsigned)strtoul(word, NULL, 10);
    return true;
}

/* Compares with names, and with folders where the word begins with a digit, so that the answer has
 * the form of the question. */
static const char *nearest_name(const struct catalogue *catalogue, const char *word)
{
    AUTO_FREE const char **names = memory_allocate(catalogue->count, sizeof *names);
    bool by_folder = isdigit((unsigned char)word[0]);
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct manifest *manifest = catalogue->exercises[i];
        names[i] = by_folder ? manifest->folder : manifest->name;
    }
    return nearest_find(word, names, catalogue->count);
}

const struct manifest *catalogue_find(const struct catalogue *catalogue, const char *word,
                                      struct error *err)
{
    unsigned number = 0;
    bool is_number = word_is_number(word, &number);
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct manifest *manifest = catalogue->exercises[i];
        if (is_number ? manifest->number == number
                      : strcmp(word, manifest->name) == 0 || strcmp(word, manifest->folder) == 0) {
            return manifest;
        }
    }
    const char *nearest = is_number ? NULL : nearest_name(catalogue, word);
    if (nearest != NULL) {
        (void)error_set(err, "there is no exercise '%s'; did you mean '%s'?", word, nearest);
    } else {
        (void)error_set(err,
                        "there is no exercise '%s'; they are numbered %u to %u, and "
                        "'grader list' names them",
                        word, catalogue->exercises[0]->number,
                        catalogue->exercises[catalogue->count - 1]->number);
    }
    return NULL;
}

size_t catalogue_index(const struct catalogue *catalogue, const struct manifest *manifest)
{
    size_t index = 0;
    while (catalogue->exercises[index] != manifest) {
        index++;
        assert(index < catalogue->count);
    }
    return index;
}
