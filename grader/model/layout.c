#include "model/layout.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

static const char own_program[] = "/proc/self/exe";

void layout_finish(struct layout *layout)
{
    free(layout->program);
    free(layout->root);
    free(layout->libexec);
    *layout = (struct layout){0};
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The folder of the running program, without a trailing slash. */
static bool find_program_folder(char folder[PATH_MAX], struct error *err)
{
    ssize_t length = readlink(own_program, folder, PATH_MAX - 1);
    if (length < 0) {
        return error_set(err, "cannot find out where this program lies (/proc/self/exe); is /proc "
                              "there? mount -t proc proc /proc");
    }
    folder[length] = '\0';
    char *slash = strrchr(folder, '/');
    if (slash != NULL) {
        *slash = '\0';
    }
    return true;
}

enum { SOURCE_PATH_BYTES_MAX = 2 * PATH_MAX };

/* An existing folder below `folder`, absolute; NULL: there is none. */
static char *find_folder(const char *folder, const char *relative)
{
    AUTO_FREE char *path = memory_format("%s/%s", folder, relative);
    return is_folder(path) ? realpath(path, NULL) : NULL;
}

/* Programs of a build lie in bin, tests/unit and the like: one or two levels below the build folder, which says
 * in a file where its sources are. */
static bool find_build(const char *program_folder, struct layout *found)
{
    static const char *const levels[] = {"..", "../.."};
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        AUTO_FREE char *file = memory_format("%s/%s/workbook.source", program_folder, levels[i]);
        AUTO_FREE char *source = NULL;
        struct error unheard;
        if (!file_read(file, SOURCE_PATH_BYTES_MAX, &source, NULL, &unheard)) {
            continue;
        }
        source[strcspn(source, "\n")] = '\0';
        AUTO_FREE char *build = find_folder(program_folder, levels[i]);
        *found = (struct layout){.kind = LAYOUT_BUILD,
                                 .root = steal_pointer(&source),
                                 .libexec = memory_format("%s/libexec/workbook", build)};
        return true;
    }
    return false;
}

/* Root and libexec, both relative to the program's folder. */
static bool find_around(const char *program_folder, enum layout_kind kind, const char *root,
                        struct layout *found)
{
    AUTO_FREE char *exercises = memory_format("%s/exercises", root);
    AUTO_FREE char *proof = find_folder(program_folder, exercises);
    AUTO_FREE char *libexec = find_folder(program_folder, "../libexec/workbook");
    if (proof == NULL || libexec == NULL) {
        return false;
    }
    *found = (struct layout){.kind = kind,
                             .root = find_folder(program_folder, root),
                             .libexec = steal_pointer(&libexec)};
    return true;
}

/* As it was configured; but helpers that lie around the program belong to it. */
static void use_configured(const char *program_folder, struct layout *found)
{
    char *libexec = find_folder(program_folder, "../libexec/workbook");
    *found = (struct layout){
        .kind = LAYOUT_INSTALLED,
        .root = memory_copy_string(LAYOUT_INSTALLED_ROOT),
        .libexec = libexec != NULL ? libexec : memory_copy_string(LAYOUT_INSTALLED_LIBEXEC)};
}

static void use_environment(struct layout *layout)
{
    const char *root = getenv("WORKBOOK_ROOT");
    if (root == NULL || root[0] == '\0') {
        return;
    }
    char *real = realpath(root, NULL);
    if (real == NULL) {
        memory_set_string(&layout->root, root);
        return;
    }
    free(layout->root);
    layout->root = real;
}

bool layout_find(struct layout *layout, struct error *err)
{
    *layout = (struct layout){0};
    char program_folder[PATH_MAX];
    if (!find_program_folder(program_folder, err)) {
        return false;
    }
    AUTO_LAYOUT struct layout found = {0};
    if (!find_around(program_folder, LAYOUT_INSTALLED, "../share/workbook", &found) &&
        !find_build(program_folder, &found) &&
        !find_around(program_folder, LAYOUT_HANDOUT, "../..", &found)) {
        use_configured(program_folder, &found);
    }
    use_environment(&found);

    AUTO_FREE char *exercises = memory_format("%s/exercises", found.root);
    if (!is_folder(exercises)) {
        return error_set(err, "%s is not a workbook: it has no folder 'exercises'", found.root);
    }
    found.program = memory_copy_string(own_program);
    *layout = found;
    found = (struct layout){0};
    return true;
}
