#include "selftest/structure_parts.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <string.h>
#include <unistd.h>

static bool is_there(const struct examination *examination, const char *file)
{
    AUTO_FREE char *path = memory_format("%s/%s", examination->root, file);
    return access(path, R_OK) == 0;
}

/* Header, contract and lesson are missed by those who read them. */
static void examine_presence(const struct examination *examination)
{
    const struct manifest *manifest = examination->bank->manifest;
    AUTO_FREE char *solution = memory_format("solutions/%s/%s", manifest->folder, manifest->source);
    AUTO_FREE char *notes = memory_format("solutions/%s/NOTES.md", manifest->folder);
    AUTO_FREE char *own = memory_format("exercises/%s/%s", manifest->folder, manifest->source);
    AUTO_FREE char *stub =
        memory_format("tests/exercises/%s/stub/%s", manifest->folder, manifest->source);
    AUTO_FREE char *header =
        memory_format("tests/exercises/%s/stub/%s", manifest->folder, manifest->header);
    const struct {
        const char *file;
        const char *sentence;
    } wanted[] = {
        {solution, "the model solution is missing; write it"},
        {notes, "the notes on the solution are missing; say why it is as it is"},
        {own, "what a learner starts from is missing; write a stub, or fetch it with git"},
        {stub, "the copy of the stub is missing; copy it from exercises/"},
        {header, "the copy of the header is missing; copy it from exercises/"},
    };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        if (!is_there(examination, wanted[i].file)) {
            structure_fault(examination, wanted[i].file, 0, "%s", wanted[i].sentence);
        }
    }
}

static size_t count_sources(const struct bank *bank, enum bank_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < bank->count; i++) {
        count += bank->sources[i].kind == kind;
    }
    return count;
}

static void examine_number(const struct examination *examination, enum bank_kind kind, size_t least)
{
    const struct bank *bank = examination->bank;
    AUTO_FREE char *folder =
        memory_format("tests/exercises/%s/%ss", bank->manifest->folder, bank_kind_name(kind));
    size_t count = count_sources(bank, kind);
    if (count == 0) {
        structure_fault(examination, folder, 0, "there is no %s; write one", bank_kind_name(kind));
    } else if (count < least) {
        structure_unfinished(examination, folder, 0,
                             "the bank has %zu %s%s, and needs %zu at least; write more", count,
                             bank_kind_name(kind), count == 1 ? "" : "s", least);
    }
}

static size_t count_todos(const char *text)
{
    size_t count = 0;
    for (; (text = strstr(text, "TODO")) != NULL; text += strlen("TODO")) {
        count++;
    }
    return count;
}

/* The stub tells by its TODOs how far a learner has come: one a function. */
static void examine_stub(const struct examination *examination)
{
    const struct manifest *manifest = examination->bank->manifest;
    AUTO_FREE char *stub =
        memory_format("tests/exercises/%s/stub/%s", manifest->folder, manifest->source);
    AUTO_FREE char *own = memory_format("exercises/%s/%s", manifest->folder, manifest->source);
    if (!is_there(examination, stub) || !is_there(examination, own)) {
        return;
    }
    AUTO_FREE char *stub_text = structure_read(examination, stub);
    AUTO_FREE char *own_text = structure_read(examination, own);
    if (stub_text == NULL || own_text == NULL) {
        return;
    }
    size_t functions = manifest->functions.count;
    if (count_todos(stub_text) < functions) {
        structure_fault(examination, stub, 0,
                        "it has %zu TODOs for %zu functions; give each function one, for the "
                        "grader tells by them how far a learner is",
                        count_todos(stub_text), functions);
    }
    if (strcmp(stub_text, own_text) != 0 && count_todos(own_text) >= functions) {
        structure_remark(examination, own, 0,
                         "it is not %s; if you changed the stub, copy it there, and if you are "
                         "doing the exercise, all is well",
                         stub);
    }
}

/* What is not the learner's to change is an author's to copy. */
static void examine_header(const struct examination *examination)
{
    const struct manifest *manifest = examination->bank->manifest;
    AUTO_FREE char *copy =
        memory_format("tests/exercises/%s/stub/%s", manifest->folder, manifest->header);
    AUTO_FREE char *own = memory_format("exercises/%s/%s", manifest->folder, manifest->header);
    if (!is_there(examination, copy) || !is_there(examination, own)) {
        return;
    }
    AUTO_FREE char *copy_text = structure_read(examination, copy);
    AUTO_FREE char *own_text = structure_read(examination, own);
    if (copy_text != NULL && own_text != NULL && strcmp(copy_text, own_text) != 0) {
        structure_fault(examination, own, 0,
                        "it is not %s, with which everything is built; if you changed the "
                        "contract, copy it there, and if not, copy it back",
                        copy);
    }
}

/* Forgiveness is told too, or it would be forgotten. */
static void examine_draft(const struct examination *examination)
{
    const struct manifest *manifest = examination->bank->manifest;
    if (manifest->draft) {
        AUTO_FREE char *file = memory_format("exercises/%s/exercise.cfg", manifest->folder);
        structure_remark(examination, file, 0,
                         "it says that this is a draft; take 'draft' out when nothing is left to "
                         "do, and what was a warning counts");
    }
}

void structure_examine_files(const struct examination *examination)
{
    examine_presence(examination);
    examine_number(examination, BANK_MUTANT, STRUCTURE_MUTANTS_MIN);
    examine_number(examination, BANK_ALTERNATIVE, STRUCTURE_ALTERNATIVES_MIN);
    examine_stub(examination);
    examine_header(examination);
    examine_draft(examination);
}
