/* The control groups that this session runs in (cgroups(7)): whether all that it starts is bounded
 * together. The grader makes no groups: it bounds each process, and whoever wants a bound for all of
 * them starts it in a group that has one. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/doctor.h"

enum { FILE_BYTES_MAX = 4096 };

/* Where version 2 is mounted: alone, or beside version 1. */
static const char *const mounts[] = {"/sys/fs/cgroup", "/sys/fs/cgroup/unified"};

static char *read_text(const char *path)
{
    char *text = NULL;
    struct error ignored;
    return file_read(path, FILE_BYTES_MAX, &text, NULL, &ignored) ? text : NULL;
}

/* Our group's folder below the mount, from the line "0::/path". Owned by the caller; NULL: none. */
static char *own_group(void)
{
    AUTO_FREE char *groups = read_text("/proc/self/cgroup");
    for (char *line = groups; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, "0::/", 4) == 0) {
            line[strcspn(line, "\n")] = '\0';
            return memory_copy_string(line + strlen("0::"));
        }
    }
    return NULL;
}

static unsigned long long limit_at(const char *group, const char *name)
{
    unsigned long long smallest = ULLONG_MAX;
    for (size_t i = 0; i < sizeof mounts / sizeof mounts[0]; i++) {
        AUTO_FREE char *path = memory_format("%s%s/%s", mounts[i], group, name);
        AUTO_FREE char *value = read_text(path);
        if (value != NULL && value[0] >= '0' && value[0] <= '9') {
            unsigned long long limit = strtoull(value, NULL, 10);
            smallest = limit < smallest ? limit : smallest;
        }
    }
    return smallest;
}

/* The smallest of a group and all above it counts. */
static unsigned long long effective_limit(const char *group, const char *name)
{
    AUTO_FREE char *folder = memory_copy_string(group);
    unsigned long long smallest = limit_at("", name);
    for (char *end = folder + strlen(folder); end != NULL; end = strrchr(folder, '/')) {
        *end = '\0';
        unsigned long long limit = limit_at(folder, name);
        smallest = limit < smallest ? limit : smallest;
    }
    return smallest;
}

void doctor_examine_groups(struct doctor *doctor)
{
    AUTO_FREE char *group = own_group();
    unsigned long long memory = group != NULL ? effective_limit(group, "memory.max") : ULLONG_MAX;
    unsigned long long tasks = group != NULL ? effective_limit(group, "pids.max") : ULLONG_MAX;
    AUTO_TEXT struct text words = {0};
    if (memory != ULLONG_MAX) {
        text_format(&words, "all gradings of this session together: %llu MiB of memory",
                    memory >> 20);
    } else {
        text_append(&words, "each process is bounded, all gradings together are not; when the "
                            "machine has no memory left, a learner's processes go first");
    }
    if (tasks != ULLONG_MAX) {
        text_format(&words, "%s %llu processes at most", memory != ULLONG_MAX ? "," : "; in all",
                    tasks);
    }
    if (memory == ULLONG_MAX) {
        text_append(&words, group != NULL ? ". To grade others' work within 4 GiB: systemd-run "
                                            "--user --scope -p MemoryMax=4G ./workbook …"
                                          : ". This kernel has no control groups of version 2");
    }
    doctor_say(doctor, DOCTOR_GOOD, "memory", text_string(&words));
}
