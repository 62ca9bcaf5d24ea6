#include "model/verdict_key.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

enum { PROGRAM_BYTES_MAX = 256 * 1024 * 1024 };

/* A line "name sha256". */
static bool append_file(struct text *ground, const char *name, const char *path, struct error *err)
{
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    char digits[DIGEST_LENGTH + 1];
    if (!file_read(path, PROGRAM_BYTES_MAX, &bytes, &length, err)) {
        return false;
    }
    digest_make(bytes, length, digits);
    text_format(ground, "%s %s\n", name, digits);
    return true;
}

/* A line "path size time", of the file behind every link. */
static bool append_tool(struct text *ground, const char *path)
{
    char real[PATH_MAX];
    struct stat info;
    if (realpath(path, real) == NULL || stat(real, &info) != 0) {
        return false;
    }
    text_format(ground, "%s %lld %lld\n", real, (long long)info.st_size,
                (long long)info.st_mtim.tv_sec);
    return true;
}

/* The program of that name that execvp(3) would find. One that is not there leaves its name: that, too, is a fact. */
static void append_program(struct text *ground, const char *name)
{
    const char *path = getenv("PATH");
    AUTO_FREE char *folders = memory_copy_string(path != NULL ? path : "/usr/bin:/bin");
    char *rest = folders;
    for (char *folder = strsep(&rest, ":"); folder != NULL; folder = strsep(&rest, ":")) {
        AUTO_FREE char *candidate = memory_format("%s/%s", folder, name);
        if (access(candidate, X_OK) == 0 && append_tool(ground, candidate)) {
            return;
        }
    }
    text_format(ground, "%s is not there\n", name);
}

static void append_tools(struct text *ground)
{
    static const char *const programs[] = {"gcc", "as", "ld", "valgrind"};
    static const char *const libraries[] = {"/lib/x86_64-linux-gnu/libc.so.6",
                                            "/lib/aarch64-linux-gnu/libc.so.6", "/lib64/libc.so.6"};
    for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++) {
        append_program(ground, programs[i]);
    }
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
        if (append_tool(ground, libraries[i])) {
            return;
        }
    }
}

static bool append_helpers(struct text *ground, const struct layout *layout, struct error *err)
{
    static const char *const helpers[] = {"driver", "confine", "proctor"};
    for (size_t i = 0; i < sizeof helpers / sizeof helpers[0]; i++) {
        AUTO_FREE char *path = memory_format("%s/%s", layout->libexec, helpers[i]);
        if (!append_file(ground, helpers[i], path, err)) {
            return false;
        }
    }
    return true;
}

static bool append_exercise(struct text *ground, const struct layout *layout,
                            const struct manifest *manifest, struct error *err)
{
    AUTO_FREE char *config = memory_format("%s/exercise.cfg", manifest->path);
    AUTO_FREE char *header = memory_format("%s/%s", manifest->path, manifest->header);
    AUTO_FREE char *tests = memory_format("%s/tests/%s", layout->libexec, manifest->folder);
    return append_file(ground, manifest->folder, config, err) &&
           append_file(ground, manifest->header, header, err) &&
           append_file(ground, "tests", tests, err);
}

bool verdict_key_ground(const struct grade_request *request, char ground[DIGEST_LENGTH + 1],
                        struct error *err)
{
    AUTO_TEXT struct text text = {0};
    text_format(&text, "verdict 1\nfast %d seed %llu sandbox %d\n", request->fast ? 1 : 0,
                (unsigned long long)request->seed, (int)request->sandbox);
    append_tools(&text);
    if (!append_file(&text, "grader", "/proc/self/exe", err) ||
        !append_helpers(&text, request->layout, err)) {
        return false;
    }
    for (size_t i = 0; i < request->exercise_count; i++) {
        if (!append_exercise(&text, request->layout, request->exercises[i], err)) {
            return false;
        }
    }
    digest_make(text_string(&text), text.length, ground);
    return true;
}

void verdict_key_make(const char *ground, const char *content_sha256, char key[DIGEST_LENGTH + 1])
{
    AUTO_FREE char *both = memory_format("%s %s\n", ground, content_sha256);
    digest_make(both, strlen(both), key);
}
