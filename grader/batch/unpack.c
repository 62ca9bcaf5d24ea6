#include "batch/unpack.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "base/memory.h"
#include "batch/names.h"
#include "stage/tool.h"
#include "unpack/record.h"

enum { HEAD_BYTES_MAX = 64 };

/* What is still to be read. */
struct output {
    const char *at;
    size_t left;
};

struct record {
    char kind;
    char *path, *bytes; /* owned */
    size_t length;
};

static void record_finish(struct record *record)
{
    free(record->path);
    free(record->bytes);
}

static char *take(struct output *output, size_t length)
{
    char *bytes = memory_copy_bytes(output->at, length);
    output->at += length;
    output->left -= length;
    return bytes;
}

/* False when it is none, or does not fit into what is there: a program under attack may print anything. */
static bool read_record(struct output *output, struct record *record)
{
    size_t room = output->left < HEAD_BYTES_MAX ? output->left : HEAD_BYTES_MAX;
    const char *end = memchr(output->at, '\n', room);
    size_t path = 0;
    if (end == NULL) {
        return false;
    }
    AUTO_FREE char *head = take(output, (size_t)(end - output->at) + 1);
    if (sscanf(head, "%c %9zu %9zu", &record->kind, &path, &record->length) != 3 ||
        path > output->left || record->length > output->left - path) {
        return false;
    }
    record->path = take(output, path);
    record->bytes = take(output, record->length);
    return true;
}

static bool is_litter(char *path)
{
    for (char *part = path; part != NULL; part = strchr(part, '/')) {
        part += *part == '/';
        AUTO_FREE char *name = memory_copy_bytes(part, strcspn(part, "/"));
        if (names_is_litter(name) && strcmp(name, ".") != 0 && strcmp(name, "..") != 0) {
            return true;
        }
    }
    return false;
}

static void take_record(const struct record *record, const char *name,
                        struct collection *collection)
{
    if (record->kind == RECORD_PROBLEM) {
        AUTO_FREE char *printable = names_printable(names_base(name));
        AUTO_FREE char *why = names_printable(record->bytes);
        collection_set_problem(collection, "the archive %s was not read to its end: %s", printable,
                               why);
        return;
    }
    if (is_litter(record->path)) {
        return;
    }
    int bare = (int)(strlen(name) - names_archive_suffix(name));
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
    struct output rest = {.at = output, .left = length};
    for (;;) {
        AUTO(record_finish) struct record record = {0};
        if (!read_record(&rest, &record)) {
            return false;
        }
        if (record.kind == RECORD_END) {
            return true;
        }
        take_record(&record, name, collection);
    }
}

bool unpack_archive(const struct machine *machine, const char *bytes, size_t length,
                    const char *name, struct collection *collection, struct error *err)
{
    const struct tool_run run = {.script = "./unpack", .program = "unpack"};
    AUTO_TOOL struct tool *tool = tool_open(machine, &run, err);
    AUTO(tool_result_finish) struct tool_result result = {0};
    if (tool == NULL || !tool_complete(tool, machine, bytes, length, &result, err)) {
        return false;
    }
    bool whole = unpack_read(text_string(&result.output), result.output.length, name, collection);
    if (WIFEXITED(result.status) && WEXITSTATUS(result.status) != 0 && result.output.length == 0) {
        return error_set(err, "the program that opens archives could not be run: %s",
                         result.errors.length > 0 ? text_string(&result.errors)
                                                  : "no reason given");
    }
    if (!whole) {
        AUTO_FREE char *printable = names_printable(names_base(name));
        collection_set_problem(
            collection, "the archive %s needs more time or memory than an archive may", printable);
    }
    return true;
}
