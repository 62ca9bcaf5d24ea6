#include "model/layout.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

void layout_finish(struct layout *layout)
{
    free(layout->root);
    free(layout->libexec);
    *layout = (struct layout){0};
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool lies_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && path[length] == '/';
}

/* The folder of the running program, without a trailing slash. */
static bool find_program_folder(char folder[PATH_MAX], struct error *err)
{
    ssize_t length = readlink("/proc/self/exe", folder, PATH_MAX - 1);
    if (length < 0) {
        return error_set_errno(err, "cannot find out where this program lies (/proc/self/exe)");
    }
    folder[length] = '\0';
    char *slash = strrchr(folder, '/');
    if (slash != NULL) {
        *slash = '\0';
    }
    return true;
}

/* The build folder may have been reached through a symbolic link when it was configured. */
static bool is_in_build_tree(const char *program_folder)
{
    AUTO_FREE char *build = realpath(LAYOUT_BUILD_DIR, NULL);
    return build != NULL && lies_below(program_folder, build);
}

/* A moved installation still works: what lies around bin/ comes before what was configured. */
static char *installed_path(const char *program_folder, const char *relative,
                            const char *configured)
{
    AUTO_FREE char *around = memory_format("%s/%s", program_folder, relative);
    char *real = realpath(around, NULL);
    return real != NULL ? real : memory_copy_string(configured);
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
    AUTO_LAYOUT struct layout found = {.installed = !is_in_build_tree(program_folder)};
    if (found.installed) {
        found.root = installed_path(program_folder, "../share/workbook", LAYOUT_INSTALLED_ROOT);
        found.libexec =
            installed_path(program_folder, "../libexec/workbook", LAYOUT_INSTALLED_LIBEXEC);
    } else {
        found.root = memory_copy_string(LAYOUT_SOURCE_DIR);
        found.libexec = memory_copy_string(LAYOUT_BUILD_DIR "/libexec/workbook");
    }
    use_environment(&found);

    AUTO_FREE char *exercises = memory_format("%s/exercises", found.root);
    if (!is_folder(exercises)) {
        return error_set(err, "%s is not a workbook: it has no folder 'exercises'", found.root);
    }
    *layout = found;
    found = (struct layout){0};
    return true;
}
