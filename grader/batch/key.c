#include "batch/key.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "stage/given_header.h"

/* Another number makes all keys new: for a change in how verdicts are formed that no program's hash shows. */
static const char format[] = "workbook verdict key 2";

enum { PROGRAM_BYTES_MAX = 256 << 20 };

static bool add_file(struct text *text, const char *name, const char *path, struct error *err)
{
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    char digits[DIGEST_LENGTH + 1];
    if (!file_read(path, PROGRAM_BYTES_MAX, &bytes, &length, err)) {
        return false;
    }
    digest_make(bytes, length, digits);
    text_format(text, "%s %s\n", name, digits);
    return true;
}

static bool add_part(struct text *text, const char *folder, const char *name, struct error *err)
{
    AUTO_FREE char *path = memory_format("%s/%s", folder, name);
    return add_file(text, name, path, err);
}

/* Not every exercise has a races checker. */
static bool add_part_if_any(struct text *text, const char *folder, const char *name,
                            struct error *err)
{
    AUTO_FREE char *path = memory_format("%s/%s", folder, name);
    return access(path, F_OK) != 0 || add_file(text, name, path, err);
}

/* As it was given: what somebody has made of his own changes no verdict. */
static bool add_header(struct text *text, const struct manifest *manifest, struct error *err)
{
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    char digits[DIGEST_LENGTH + 1];
    if (!given_header_read(manifest, &bytes, &length, err)) {
        return false;
    }
    digest_make(bytes, length, digits);
    text_format(text, "%s %s\n", manifest->header, digits);
    return true;
}

static bool add_exercise(struct text *text, const struct layout *layout,
                         const struct manifest *manifest, struct error *err)
{
    AUTO_FREE char *tests = memory_format("tests/%s", manifest->folder);
    AUTO_FREE char *races = memory_format("races/%s", manifest->folder);
    return add_part(text, layout->libexec, tests, err) &&
           add_part_if_any(text, layout->libexec, races, err) &&
           add_part(text, manifest->path, "exercise.cfg", err) && add_header(text, manifest, err);
}

static bool add_programs(struct text *text, const struct layout *layout, struct error *err)
{
    static const char *const beside[] = {"proctor", "driver", "confine"};
    for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) {
        if (!add_part(text, layout->libexec, beside[i], err)) {
            return false;
        }
    }
    return add_part_if_any(text, layout->libexec, "races/build_object.sh", err) &&
           add_file(text, "grader", layout->program, err);
}

static const char *or_none(const char *string)
{
    return string != NULL ? string : "none";
}

bool key_base_make(const struct grade_request *request, const struct verdict *facts,
                   struct key_base *base, struct error *err)
{
    AUTO_TEXT struct text text = {0};
    text_format(&text,
                "%s\ngrader %s\nsandbox %s\ncompiler %s\nvalgrind %s\nfast %d\nseed %" PRIu64 "\n",
                format, or_none(facts->grader_version), or_none(facts->environment.sandbox),
                or_none(facts->environment.compiler), or_none(facts->environment.valgrind),
                request->fast, request->seed);
    if (!add_programs(&text, request->layout, err)) {
        return false;
    }
    for (size_t i = 0; i < request->exercise_count; i++) {
        if (!add_exercise(&text, request->layout, request->exercises[i], err)) {
            return false;
        }
    }
    digest_make(text_string(&text), text.length, base->digits);
    return true;
}

void key_make(const struct key_base *base, const struct grade_request *request,
              const struct grade_source *sources, char content[DIGEST_LENGTH + 1],
              char key[DIGEST_LENGTH + 1])
{
    AUTO_TEXT struct text text = {0};
    for (size_t i = 0; i < request->exercise_count; i++) {
        char digits[DIGEST_LENGTH + 1] = "missing";
        if (sources[i].why_not == NULL && sources[i].bytes != NULL) {
            digest_make(sources[i].bytes, sources[i].length, digits);
        }
        text_format(&text, "%s %s\n", request->exercises[i]->folder,
                    sources[i].why_not != NULL ? sources[i].why_not : digits);
    }
    digest_make(text_string(&text), text.length, content);
    text_append(&text, base->digits);
    digest_make(text_string(&text), text.length, key);
}
