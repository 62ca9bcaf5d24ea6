#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/run.h"
#include "cli/doctor.h"

enum { LIST_BYTES_MAX = 64 * 1024 };

static bool command_exists(const char *name)
{
    const char *path = getenv("PATH");
    AUTO_FREE char *folders = memory_copy_string(path != NULL ? path : "/usr/bin:/bin");
    char *rest = folders;
    for (char *folder; (folder = strsep(&rest, ":")) != NULL;) {
        AUTO_FREE char *file = memory_format("%s/%s", folder[0] != '\0' ? folder : ".", name);
        if (access(file, X_OK) == 0) {
            return true;
        }
    }
    return false;
}

/* Headers of the machine's own architecture lie in a folder named after it. */
static bool header_exists(const char *name)
{
    AUTO_FREE char *plain = memory_format("/usr/include/%s", name);
    if (access(plain, R_OK) == 0) {
        return true;
    }
    AUTO_FREE char *pattern = memory_format("/usr/include/*-linux-*/%s", name);
    AUTO(globfree) glob_t found = {0};
    return glob(pattern, 0, NULL, &found) == 0;
}

/* Where the linker of a Debian system looks, whatever the machine. */
static bool library_exists(const char *name)
{
    AUTO_FREE char *pattern = memory_format("{/usr,}/lib{,64,/*-linux-*}/%s", name);
    AUTO(globfree) glob_t found = {0};
    return glob(pattern, GLOB_BRACE, NULL, &found) == 0;
}

static bool module_exists(const char *name)
{
    const char *const argv[] = {"pkg-config", "--exists", name, NULL};
    return run_succeeds(argv, NULL);
}

bool doctor_probe(const char *probe, bool *found, struct error *err)
{
    static const struct {
        const char *prefix;
        bool (*exists)(const char *name);
    } kinds[] = {
        {"cmd:", command_exists},
        {"pkg:", module_exists},
        {"header:", header_exists},
        {"lib:", library_exists},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        size_t length = strlen(kinds[i].prefix);
        if (strncmp(probe, kinds[i].prefix, length) == 0 && probe[length] != '\0') {
            *found = kinds[i].exists(probe + length);
            return true;
        }
    }
    return error_set(err, "unknown probe '%s' in the package list", probe);
}

/* One line of the list, counted when it names a package; empty lines and comments say nothing. */
static bool examine_line(struct doctor *doctor, char *line, struct text *install, size_t *count,
                         struct error *err)
{
    char *comment = strchr(line, '#');
    const char *why = "";
    if (comment != NULL) {
        *comment = '\0';
        why = comment + 1 + strspn(comment + 1, " \t");
    }
    char *rest = NULL;
    const char *package = strtok_r(line, " \t", &rest);
    const char *probe = strtok_r(NULL, " \t", &rest);
    const char *mark = strtok_r(NULL, " \t", &rest);
    if (package == NULL) {
        return true;
    }
    if (probe == NULL) {
        return error_set(err, "the package list names no probe for '%s'", package);
    }
    bool found = false;
    if (!doctor_probe(probe, &found, err)) {
        return false;
    }
    if (!found && mark != NULL && strcmp(mark, "tests") == 0) {
        AUTO_FREE char *words = memory_format("not here, and for tests only: %s", why);
        doctor_say(doctor, DOCTOR_GOOD, package, words);
        return true;
    }
    if (!found) {
        doctor_say(doctor, DOCTOR_MISSING, package, why);
        text_format(install, " %s", package);
    }
    *count += 1;
    return true;
}

bool doctor_examine_packages(struct doctor *doctor, const char *list_path, struct text *install,
                             struct error *err)
{
    AUTO_FREE char *list = NULL;
    if (!file_read(list_path, LIST_BYTES_MAX, &list, NULL, err)) {
        return false;
    }
    char *rest = list;
    size_t count = 0;
    for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
        if (!examine_line(doctor, line, install, &count, err)) {
            return false;
        }
    }
    if (install->length == 0) {
        AUTO_FREE char *words = memory_format("all %zu are here", count);
        doctor_say(doctor, DOCTOR_GOOD, "packages", words);
    }
    return true;
}
