#include "selftest/messages.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "report/report_exercise.h"
#include "selftest/golden.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MESSAGE_BYTES_MAX = 1 << 20 };

const char *message_state_name(enum message_state state)
{
    static const char *const names[] = {
        [MESSAGE_NOT_ASKED] = "skip",    [MESSAGE_NOT_COMPARED] = "skip", [MESSAGE_KEPT] = "kept",
        [MESSAGE_ACCEPTED] = "accepted", [MESSAGE_BROKEN] = "broken",
    };
    return names[state];
}

void message_finish(struct message *message)
{
    free(message->first);
    free(message->reason);
    *message = (struct message){0};
}

static char *folder_of(const struct message_store *store)
{
    return memory_format("%s/tests/exercises/%s/messages", store->root, store->manifest->folder);
}

/* mutants/NAME.c has its message in messages/NAME.txt. */
static char *path_of(const struct message_store *store, const struct bank_source *source)
{
    AUTO_FREE char *folder = folder_of(store);
    return memory_format("%s/%.*s.txt", folder, (int)strlen(source->name) - 2, source->name);
}

/* --- what a learner reads first ---------------------------------------------------------------- */

static char *name_first(const struct exercise_verdict *exercise, const struct check_verdict *check)
{
    if (check != NULL) {
        return memory_format("%s/%s", stage_name(check->stage), check->id);
    }
    for (int stage = 0; stage < STAGE_COUNT; stage++) {
        if (exercise->stages[stage].status == STATUS_FAIL) {
            return memory_copy_string(stage_name((enum stage)stage));
        }
    }
    return NULL;
}

/* Returns the name of what failed first, owned by the caller, or NULL. */
static char *write_message(const struct exercise_verdict *exercise, struct text *out)
{
    static const struct report_style plain = {.utf8 = true, .columns = 80};
    AUTO_TEXT struct text words = {0};
    const struct check_verdict *check =
        report_exercise_write_first_finding(exercise, &plain, &words);
    char *first = name_first(exercise, check);
    text_format(out, "%s: %s\n", first != NULL ? first : "nothing",
                status_name(check != NULL ? check->status : exercise->status));
    text_append(out, text_string(&words));
    return first;
}

/* --- held against what is stored --------------------------------------------------------------- */

/* *golden stays NULL when there is none. */
static bool read_golden(const char *path, char **golden, struct error *err)
{
    if (access(path, F_OK) != 0 && errno == ENOENT) {
        return true;
    }
    return file_read(path, MESSAGE_BYTES_MAX, golden, NULL, err);
}

static bool store_message(const struct message_store *store, const char *path, const char *golden,
                          const char *words, struct error *err)
{
    AUTO_TEXT struct text renewed = {0};
    AUTO_FREE char *folder = folder_of(store);
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        return error_set_errno(err, "cannot make %s", folder);
    }
    golden_renew(golden != NULL ? golden : "", words, &renewed);
    return file_write_atomic(path, text_string(&renewed), renewed.length, err);
}

/* With namespaces of its own a run meets the same keys, numbers and names every time. */
static bool is_comparable(const struct verdict *verdict)
{
    const char *sandbox = verdict->environment.sandbox;
    return sandbox != NULL && strcmp(sandbox, "full") == 0;
}

static char *explain(const struct message_store *store, const char *golden,
                     const struct golden_difference *difference)
{
    AUTO_FREE char *way_out = memory_format(
        "grader selftest %02u --accept-messages stores what is said now", store->manifest->number);
    if (golden == NULL) {
        return memory_format("no message is stored for it (%s)", way_out);
    }
    return memory_format("line %u of its message should be \"%s\" and is \"%s\" (%s)",
                         difference->line, difference->expected, difference->got, way_out);
}

bool message_judge(struct message *message, const struct message_store *store,
                   const struct bank_source *source, bool kept, const struct verdict *verdict,
                   struct error *err)
{
    AUTO_TEXT struct text words = {0};
    AUTO_FREE char *golden = NULL;
    AUTO_GOLDEN_DIFFERENCE struct golden_difference difference = {0};
    *message = (struct message){.first = write_message(verdict->exercises[0], &words)};
    if (source->kind != BANK_MUTANT || !kept) {
        return true;
    }
    if (!is_comparable(verdict)) {
        message->state = MESSAGE_NOT_COMPARED;
        return true;
    }
    AUTO_FREE char *path = path_of(store, source);
    if (!read_golden(path, &golden, err)) {
        return false;
    }
    if (golden == NULL && store->manifest->draft && !store->accept) {
        return true; /* not asked: the author has not come to the words yet */
    }
    if (golden != NULL && golden_matches(golden, text_string(&words), &difference)) {
        message->state = MESSAGE_KEPT;
        return true;
    }
    if (store->accept) {
        message->state = MESSAGE_ACCEPTED;
        return store_message(store, path, golden, text_string(&words), err);
    }
    message->state = MESSAGE_BROKEN;
    message->reason = explain(store, golden, &difference);
    return true;
}

/* --- messages without a mutant ----------------------------------------------------------------- */

static int is_message(const struct dirent *item)
{
    size_t length = strlen(item->d_name);
    return item->d_name[0] != '.' && length > 4 && strcmp(item->d_name + length - 4, ".txt") == 0;
}

static bool has_mutant(const struct bank *bank, const char *message)
{
    size_t stem = strlen(message) - 4;
    for (size_t i = 0; i < bank->count; i++) {
        const struct bank_source *source = &bank->sources[i];
        if (source->kind == BANK_MUTANT && strlen(source->name) == stem + 2 &&
            strncmp(source->name, message, stem) == 0) {
            return true;
        }
    }
    return false;
}

static bool remove_message(const char *folder, const char *name, struct error *err)
{
    AUTO_FREE char *path = memory_format("%s/%s", folder, name);
    return unlink(path) == 0 || error_set_errno(err, "cannot remove %s", path);
}

bool messages_find_orphans(const struct message_store *store, const struct bank *bank,
                           char ***orphans, size_t *count, struct error *err)
{
    AUTO_FREE char *folder = folder_of(store);
    struct dirent **items;
    int found = scandir(folder, &items, is_message, alphasort);
    if (found < 0) {
        return errno == ENOENT || error_set_errno(err, "cannot read %s", folder);
    }
    bool removed = true;
    for (int i = 0; i < found; i++) {
        if (!has_mutant(bank, items[i]->d_name) && !store->accept) {
            *memory_append(orphans, count) = memory_copy_string(items[i]->d_name);
        } else if (!has_mutant(bank, items[i]->d_name)) {
            removed = remove_message(folder, items[i]->d_name, err) && removed;
        }
        free(items[i]);
    }
    free(items);
    return removed;
}
