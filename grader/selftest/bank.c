#include "selftest/bank.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "selftest/bank_header.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCE_BYTES_MAX = 1 << 20 };

const char *bank_kind_name(enum bank_kind kind)
{
    static const char *const names[BANK_KINDS] = {
        [BANK_STUB] = "stub",
        [BANK_SOLUTION] = "solution",
        [BANK_ALTERNATIVE] = "alternative",
        [BANK_MUTANT] = "mutant",
    };
    return names[kind];
}

static struct bank_source *add_source(struct bank *bank, enum bank_kind kind, const char *name,
                                      char *path)
{
    struct bank_source *source = memory_append(&bank->sources, &bank->count);
    source->kind = kind;
    source->name = memory_copy_string(name);
    source->path = path;
    return source;
}

static int is_source(const struct dirent *item)
{
    size_t length = strlen(item->d_name);
    return item->d_name[0] != '.' && length > 2 && strcmp(item->d_name + length - 2, ".c") == 0;
}

/* Adds the sources of a folder in alphabetical order; a folder that is not there has none. */
static bool add_folder(struct bank *bank, enum bank_kind kind, const char *folder,
                       struct error *err)
{
    struct dirent **items;
    int count = scandir(folder, &items, is_source, alphasort);
    if (count < 0) {
        return errno == ENOENT || error_set_errno(err, "cannot read %s", folder);
    }
    for (int i = 0; i < count; i++) {
        add_source(bank, kind, items[i]->d_name, memory_format("%s/%s", folder, items[i]->d_name));
        free(items[i]);
    }
    free(items);
    return true;
}

/* A mutant that is no file is one source's fault: the others are judged as ever. */
static void read_headers(struct bank *bank)
{
    for (size_t i = 0; i < bank->count; i++) {
        struct bank_source *source = &bank->sources[i];
        if (source->kind != BANK_MUTANT) {
            continue;
        }
        AUTO_FREE char *text = NULL;
        struct error err;
        if (file_read(source->path, SOURCE_BYTES_MAX, &text, NULL, &err)) {
            bank_header_read(source, bank->manifest, text);
        } else {
            source->header_fault = memory_format(
                "it cannot be read: %s; remove it, or put a source there", err.message);
        }
    }
}

bool bank_load(const char *root, const struct manifest *manifest, struct bank *bank,
               struct error *err)
{
    *bank = (struct bank){.manifest = manifest};
    AUTO_FREE char *tests = memory_format("%s/tests/exercises/%s", root, manifest->folder);
    AUTO_FREE char *alternatives = memory_format("%s/alternatives", tests);
    AUTO_FREE char *mutants = memory_format("%s/mutants", tests);
    add_source(bank, BANK_STUB, "stub", memory_format("%s/stub/%s", tests, manifest->source));
    add_source(bank, BANK_SOLUTION, "solution",
               memory_format("%s/solutions/%s/%s", root, manifest->folder, manifest->source));
    if (!add_folder(bank, BANK_ALTERNATIVE, alternatives, err) ||
        !add_folder(bank, BANK_MUTANT, mutants, err)) {
        bank_finish(bank);
        return false;
    }
    read_headers(bank);
    return true;
}

void bank_finish(struct bank *bank)
{
    for (size_t i = 0; i < bank->count; i++) {
        free(bank->sources[i].name);
        free(bank->sources[i].path);
        free(bank->sources[i].check);
        free(bank->sources[i].header_fault);
    }
    free(bank->sources);
    *bank = (struct bank){0};
}

bool bank_covers(const struct bank *bank, const struct manifest_check *check)
{
    for (size_t i = 0; i < bank->count; i++) {
        const struct bank_source *source = &bank->sources[i];
        if (source->kind == BANK_MUTANT && source->check != NULL &&
            strcmp(source->check, check->id) == 0) {
            return true;
        }
    }
    return false;
}
