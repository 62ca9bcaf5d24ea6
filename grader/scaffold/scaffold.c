#include "scaffold/scaffold.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "scaffold/folder.h"
#include "scaffold/registry.h"
#include "scaffold/template.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { REGISTRY_BYTES_MAX = 1 << 20, PARTS = 3, KEYS = 7 };

/* One of the folders that an exercise consists of. */
struct part {
    char *template;
    char *hidden; /* where it is written */
    char *place;  /* where it will be */
    bool placed;
};

struct parts {
    struct part items[PARTS]; /* in the order in which they are put in their places */
};

static void parts_name(struct parts *parts, const struct scaffold *scaffold, const char *root)
{
    static const char *const names[PARTS][2] = {
        {"solutions", "solutions"},
        {"tests", "tests/exercises"},
        {"exercises", "exercises"},
    };
    for (size_t i = 0; i < PARTS; i++) {
        parts->items[i] = (struct part){
            .template = memory_format("%s/grader/scaffold/template/%s", root, names[i][0]),
            .hidden = memory_format("%s/%s/.new-%s-%d", root, names[i][1], scaffold->folder,
                                    (int)getpid()),
            .place = memory_format("%s/%s/%s", root, names[i][1], scaffold->folder),
        };
    }
}

/* What is still under a hidden name goes. */
static void parts_finish(struct parts *parts)
{
    for (size_t i = 0; i < PARTS; i++) {
        struct part *part = &parts->items[i];
        if (!part->placed) {
            folder_remove(part->hidden);
        }
        free(part->template);
        free(part->hidden);
        free(part->place);
    }
}

static bool parts_are_absent(const struct parts *parts, struct error *err)
{
    for (size_t i = 0; i < PARTS; i++) {
        struct stat status;
        if (lstat(parts->items[i].place, &status) == 0) {
            return error_set(err, "%s exists already; remove it, or choose another name",
                             parts->items[i].place);
        }
    }
    return true;
}

/* Back under the hidden names, from where parts_finish removes them. */
static void parts_withdraw(struct parts *parts)
{
    for (size_t i = 0; i < PARTS; i++) {
        struct part *part = &parts->items[i];
        if (part->placed && rename(part->place, part->hidden) == 0) {
            part->placed = false;
        }
    }
}

static bool parts_place(struct parts *parts, struct error *err)
{
    for (size_t i = 0; i < PARTS; i++) {
        struct part *part = &parts->items[i];
        if (rename(part->hidden, part->place) != 0) {
            (void)error_set_errno(err, "cannot make the folder %s", part->place);
            parts_withdraw(parts);
            return false;
        }
        part->placed = true;
    }
    return true;
}

/* "message-board" is the C name "message_board". */
static char *make_stem(const char *name)
{
    char *stem = memory_copy_string(name);
    for (char *hyphen = stem; (hyphen = strchr(hyphen, '-')) != NULL;) {
        *hyphen = '_';
    }
    return stem;
}

static char *make_guard(const char *stem)
{
    char *guard = memory_format("%s_H", stem);
    for (char *at = guard; *at != '\0'; at++) {
        *at = (char)toupper((unsigned char)*at);
    }
    return guard;
}

static bool copy_to(const struct parts *parts, const char *folder, const char *stem, char kind,
                    struct error *err)
{
    AUTO_FREE char *file = memory_format("%s/%s.%c", parts->items[2].hidden, stem, kind);
    AUTO_FREE char *copy = memory_format("%s/%s.%c", folder, stem, kind);
    AUTO_FREE char *text = NULL;
    size_t length;
    return file_read(file, REGISTRY_BYTES_MAX, &text, &length, err) &&
           file_write_atomic(copy, text, length, err);
}

/* The selftest grades a copy of the stub, and everything is built with a copy of the header, because the others will be
 * the learner's. */
static bool copy_stub(const struct parts *parts, const char *stem, struct error *err)
{
    AUTO_FREE char *folder = memory_format("%s/stub", parts->items[1].hidden);
    if (mkdir(folder, 0777) != 0) {
        return error_set_errno(err, "cannot make the folder %s", folder);
    }
    return copy_to(parts, folder, stem, 'c', err) && copy_to(parts, folder, stem, 'h', err);
}

static bool parts_render(const struct parts *parts, const struct scaffold *scaffold,
                         struct error *err)
{
    AUTO_FREE char *number = memory_format("%u", scaffold->number);
    AUTO_FREE char *two_digits = memory_format("%02u", scaffold->number);
    AUTO_FREE char *stem = make_stem(scaffold->name);
    AUTO_FREE char *guard = make_guard(stem);
    const struct template_value values[KEYS] = {
        {"NUMBER", number},         {"NN", two_digits},
        {"NAME", scaffold->name},   {"STEM", stem},
        {"GUARD", guard},           {"FOLDER", scaffold->folder},
        {"TITLE", scaffold->title},
    };
    for (size_t i = 0; i < PARTS; i++) {
        const struct part *part = &parts->items[i];
        if (!template_render(part->template, part->hidden, values, KEYS, err)) {
            return false;
        }
    }
    return copy_stub(parts, stem, err);
}

/* Read before anything is placed, so that a tree that cannot be built is refused unharmed. */
static char *read_registry(const char *file, const char *folder, struct error *err)
{
    AUTO_FREE char *text = NULL;
    if (access(file, F_OK) != 0) {
        (void)error_set(
            err, "exercises are made in the source tree, and here is none: %s is missing", file);
        return NULL;
    }
    if (!file_read(file, REGISTRY_BYTES_MAX, &text, NULL, err)) {
        return NULL;
    }
    return registry_add(text, folder, err);
}

static bool write_parts(struct parts *parts, const struct scaffold *scaffold, const char *root,
                        struct error *err)
{
    AUTO_FREE char *file = memory_format("%s/tests/exercises/CMakeLists.txt", root);
    AUTO_FREE char *registry = read_registry(file, scaffold->folder, err);
    if (registry == NULL || !parts_are_absent(parts, err) || !parts_render(parts, scaffold, err) ||
        !parts_place(parts, err)) {
        return false;
    }
    if (!file_write_atomic(file, registry, strlen(registry), err)) {
        parts_withdraw(parts);
        return false;
    }
    return true;
}

bool scaffold_write(const struct scaffold *scaffold, const char *root, struct error *err)
{
    struct parts parts;
    parts_name(&parts, scaffold, root);
    bool written = write_parts(&parts, scaffold, root, err);
    parts_finish(&parts);
    return written;
}
