#include "batch/unpack.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/file.h"
#include "base/memory.h"
#include "batch/collection.h"
#include "batch/names.h"
#include "batch/unpack_record.h"
#include "unpack/archive_name.h"
#include "unpack/litter.h"
#include "unpack/record.h"

enum { OUTPUT_BYTES_MAX = 16 << 20, PROGRAM_BYTES_MAX = 256 << 20 };

static void set_problem(const struct unpack_record *record, const char *name,
                        struct collection *collection)
{
    AUTO_FREE char *printable = names_printable(names_base(name));
    AUTO_FREE char *inner = names_printable(record->path);
    AUTO_FREE char *why = names_printable(record->bytes);
    collection_set_problem(collection, "the archive %s was not read to its end: %s%s%s", printable,
                           inner, inner[0] != '\0' ? " in it: " : "", why);
}

static void take_record(const struct unpack_record *record, const char *name,
                        struct collection *collection)
{
    if (record->kind == RECORD_PROBLEM) {
        set_problem(record, name, collection);
        return;
    }
    if (litter_has_path(record->path)) {
        return;
    }
    int bare = (int)(strlen(name) - archive_name_suffix(name));
    AUTO_FREE char *path = memory_format("%.*s%s%s", bare, name, bare > 0 ? "/" : "", record->path);
    if (record->kind == RECORD_FILE) {
        collection_add_file(collection, path, record->bytes, record->length);
    } else if (record->kind == RECORD_UNFIT) {
        collection_add_unfit(collection, path, record->bytes);
    } else {
        collection_add_stray(collection, path);
    }
}

bool unpack_read(const char *output, size_t length, const char *name, struct collection *collection)
{
    struct unpack_output rest = {.at = output, .left = length};
    for (;;) {
        AUTO(unpack_record_finish) struct unpack_record record = {0};
        if (!unpack_record_read(&rest, &record)) {
            return false;
        }
        if (record.kind == RECORD_END) {
            return true;
        }
        take_record(&record, name, collection);
    }
}

bool unpacker_init(struct unpacker *unpacker, const struct machine *machine, const char *memory,
                   struct error *err)
{
    *unpacker = (struct unpacker){.machine = machine};
    AUTO_FREE char *path = memory_format("%s/unpack", machine->libexec);
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    if (!file_read(path, PROGRAM_BYTES_MAX, &bytes, &length, err)) {
        return false;
    }
    digest_make(bytes, length, unpacker->program);
    unpacker->memory = memory_copy_string(memory);
    return true;
}

void unpacker_finish(struct unpacker *unpacker)
{
    free(unpacker->memory);
    *unpacker = (struct unpacker){0};
}

/* By what goes in and who opens it. NULL: nothing is remembered. Owned by the caller. */
static char *memory_path(const struct unpacker *unpacker, const char *bytes, size_t length)
{
    char digits[DIGEST_LENGTH + 1];
    if (unpacker->memory == NULL) {
        return NULL;
    }
    digest_make(bytes, length, digits);
    AUTO_FREE char *both = memory_format("%s %s", digits, unpacker->program);
    digest_make(both, strlen(both), digits);
    return memory_format("%s/%s", unpacker->memory, digits);
}

static bool remember(const char *path, const char *name, struct collection *collection)
{
    AUTO_FREE char *output = NULL;
    size_t length = 0;
    struct error ignored; /* it is opened, then */
    return path != NULL && file_read(path, OUTPUT_BYTES_MAX, &output, &length, &ignored) &&
           unpack_read(output, length, name, collection);
}

/* No room, no right to write: it is opened again next time. */
static void keep(const struct unpacker *unpacker, const char *path, const struct text *output)
{
    struct error ignored;
    if (path != NULL) {
        (void)mkdir(unpacker->memory, 0700);
        (void)file_write_atomic(path, text_string(output), output->length, &ignored);
    }
}

bool unpacker_run(const struct unpacker *unpacker, const char *script, const char *bytes,
                  size_t length, struct tool_result *result, struct error *err)
{
    const struct tool_run run = {.script = script, .program = "unpack"};
    AUTO_TOOL struct tool *tool = tool_open(unpacker->machine, &run, err);
    if (tool == NULL || !tool_complete(tool, unpacker->machine, bytes, length, result, err)) {
        return false;
    }
    bool never_began =
        WIFEXITED(result->status) && WEXITSTATUS(result->status) != 0 && result->output.length == 0;
    return !never_began || error_set(err, "the program that opens archives could not be run: %s",
                                     result->errors.length > 0 ? text_string(&result->errors)
                                                               : "it gave no reason");
}

bool unpack_archive(const struct unpacker *unpacker, const char *bytes, size_t length,
                    const char *name, struct collection *collection, struct error *err)
{
    AUTO_FREE char *path = memory_path(unpacker, bytes, length);
    if (remember(path, name, collection)) {
        return true;
    }
    AUTO(tool_result_finish) struct tool_result result = {0};
    if (!unpacker_run(unpacker, "./unpack", bytes, length, &result, err)) {
        return false;
    }
    if (unpack_read(text_string(&result.output), result.output.length, name, collection)) {
        keep(unpacker, path, &result.output);
    } else {
        AUTO_FREE char *printable = names_printable(names_base(name));
        collection_set_problem(
            collection, "the archive %s needs more time or memory than an archive may", printable);
    }
    return true;
}
