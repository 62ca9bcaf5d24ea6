#include "handout/handout.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/tree.h"
#include "handout/archive.h"
#include "handout/bill.h"
#include "handout/packages.h"
#include "handout/programs.h"

enum { LIST_BYTES_MAX = 64 * 1024 };

static const char folder_name[] = "shared-memory-workbook";

/* What is made on the way. The scratch folder is removed with it. */
struct making {
    const struct layout *layout;
    struct handout_bill bill;
    struct text libraries; /* of all programs */
    char *scratch;         /* in the build folder, where nothing is for ever; NULL: none yet */
};

static void finish_making(struct making *making)
{
    handout_bill_finish(&making->bill);
    text_finish(&making->libraries);
    if (making->scratch != NULL) {
        tree_remove(AT_FDCWD, making->scratch);
        free(making->scratch);
    }
}

static bool is_there(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* A file of the sources, under another name or its own. */
static bool add(struct making *making, const char *source, const char *name, struct error *err)
{
    AUTO_FREE char *path = memory_format("%s/%s", making->layout->root, source);
    struct stat status;
    if (stat(path, &status) != 0) {
        return error_set_errno(err, "a handout needs %s", path);
    }
    handout_bill_add(&making->bill, steal_pointer(&path), (status.st_mode & S_IXUSR) != 0, "%s",
                     name);
    return true;
}

static bool add_program(struct making *making, const char *program, const char *name,
                        struct error *err)
{
    AUTO_FREE char *stripped = memory_format("%s/%zu", making->scratch, making->bill.count);
    if (!handout_find_libraries(program, &making->libraries, err) ||
        !handout_strip(program, stripped, err)) {
        return false;
    }
    handout_bill_add(&making->bill, steal_pointer(&stripped), true, "%s", name);
    return true;
}

static bool add_helper(struct making *making, const char *helper, struct error *err)
{
    AUTO_FREE char *program = memory_format("%s/%s", making->layout->libexec, helper);
    AUTO_FREE char *name = memory_format("grader/libexec/workbook/%s", helper);
    return add_program(making, program, name, err);
}

/* This very program; by its name, for what /proc/self is depends on who asks. */
static bool add_grader(struct making *making, struct error *err)
{
    AUTO_FREE char *program = realpath("/proc/self/exe", NULL);
    if (program == NULL) {
        return error_set_errno(err, "cannot find out where this program lies (/proc/self/exe)");
    }
    return add_program(making, program, "grader/bin/grader", err);
}

static int is_helper(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* All programs that lie in libexec itself: the grader finds them there by name. */
static bool add_programs(struct making *making, struct error *err)
{
    struct dirent **entries = NULL;
    int count = scandir(making->layout->libexec, &entries, is_helper, alphasort);
    if (count < 0) {
        return error_set_errno(err, "cannot read the folder %s", making->layout->libexec);
    }
    bool added = true;
    for (int i = 0; i < count; i++) {
        AUTO_FREE char *path = memory_format("%s/%s", making->layout->libexec, entries[i]->d_name);
        added = added && (!is_there(path) || add_helper(making, entries[i]->d_name, err));
        free(entries[i]);
    }
    free(entries);
    return added && add_grader(making, err);
}

/* As it was given, whatever somebody has made of his; and once more for `reset` (progress/stub.h) and for the build of a
 * learner's file (stage/given_header.h). */
static bool add_given(struct making *making, const struct manifest *manifest, const char *file,
                      struct error *err)
{
    AUTO_FREE char *given = memory_format("tests/exercises/%s/stub/%s", manifest->folder, file);
    AUTO_FREE char *own = memory_format("exercises/%s/%s", manifest->folder, file);
    AUTO_FREE char *kept = memory_format("stubs/%s/%s", manifest->folder, file);
    return add(making, given, own, err) && add(making, given, kept, err);
}

/* Lesson, manifest and explanations are copied. */
static bool add_exercise(struct making *making, const struct manifest *manifest, struct error *err)
{
    const char *files[] = {"README.md", "exercise.cfg"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        AUTO_FREE char *name = memory_format("exercises/%s/%s", manifest->folder, files[i]);
        if (!add(making, name, name, err)) {
            return false;
        }
    }
    AUTO_FREE char *explain = memory_format("exercises/%s/explain", manifest->folder);
    AUTO_FREE char *test = memory_format("tests/%s", manifest->folder);
    return add_given(making, manifest, manifest->source, err) &&
           add_given(making, manifest, manifest->header, err) &&
           handout_bill_add_folder(&making->bill, making->layout->root, explain, err) &&
           add_helper(making, test, err);
}

/* An exercise that is being written has no tests, or not all of them, and no place in a handout. */
static bool is_ready(const struct layout *layout, const struct manifest *manifest)
{
    AUTO_FREE char *test = memory_format("%s/tests/%s", layout->libexec, manifest->folder);
    return !manifest->draft && is_there(test);
}

static bool add_exercises(struct making *making, const struct catalogue *catalogue, size_t *count,
                          struct error *err)
{
    *count = 0;
    for (size_t i = 0; i < catalogue->count; i++) {
        if (!is_ready(making->layout, catalogue->exercises[i])) {
            continue;
        }
        if (!add_exercise(making, catalogue->exercises[i], err)) {
            return false;
        }
        *count += 1;
    }
    return *count > 0 ||
           error_set(err, "no exercise has its hidden tests built: nothing to hand out");
}

static bool add_surroundings(struct making *making, struct error *err)
{
    static const struct {
        const char *source, *name;
    } files[] = {
        {"workbook", "workbook"},
        {"grader/handout/README.md", "README.md"},
        {".gitignore", ".gitignore"},
        {"compile_flags.txt", "compile_flags.txt"},
        {".clangd", ".clangd"},
        {".vscode/tasks.json", ".vscode/tasks.json"},
        {".vscode/extensions.json", ".vscode/extensions.json"},
        {"docs/grader.1", "docs/grader.1"},
        {"docs/editor.md", "docs/editor.md"},
    };
    static const char *const folders[] = {"docs/demos", "docs/races", "grader/completion"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (!add(making, files[i].source, files[i].name, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        if (!handout_bill_add_folder(&making->bill, making->layout->root, folders[i], err)) {
            return false;
        }
    }
    return true;
}

static bool add_packages(struct making *making, struct error *err)
{
    AUTO_FREE char *path = memory_format("%s/grader/setup/packages.txt", making->layout->root);
    AUTO_FREE char *list = NULL;
    if (!file_read(path, LIST_BYTES_MAX, &list, NULL, err)) {
        return false;
    }
    AUTO_TEXT struct text packages = {0};
    handout_list_packages(list, text_string(&making->libraries), &packages);
    handout_bill_add_bytes(&making->bill, text_steal(&packages), "grader/setup/packages.txt");
    return true;
}

static bool make_scratch(struct making *making, struct error *err)
{
    AUTO_FREE char *name = memory_format("%s/../../handout.XXXXXX", making->layout->libexec);
    if (mkdtemp(name) == NULL) {
        return error_set_errno(err, "cannot make a folder beside %s", making->layout->libexec);
    }
    making->scratch = steal_pointer(&name);
    return true;
}

/* The grader's own time: the same build makes the same archive. */
static time_t find_time(void)
{
    struct stat status;
    return stat("/proc/self/exe", &status) == 0 ? status.st_mtime : 0;
}

bool handout_write(const struct layout *layout, const struct catalogue *catalogue, const char *path,
                   struct handout_summary *summary, struct error *err)
{
    if (layout->kind != LAYOUT_BUILD) {
        return error_set(err,
                         "a handout is made where the workbook is built, and %s is no such place",
                         layout->root);
    }
    AUTO(finish_making) struct making making = {.layout = layout};
    if (!make_scratch(&making, err) || !add_surroundings(&making, err) ||
        !add_exercises(&making, catalogue, &summary->exercises, err) ||
        !add_programs(&making, err) || !add_packages(&making, err)) {
        return false;
    }
    summary->files = making.bill.count;
    return handout_archive_write(&making.bill, folder_name, find_time(), path, &summary->bytes,
                                 err);
}
