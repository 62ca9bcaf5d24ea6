/* Control groups (cgroups(7)): whether the grader can make one for each examination, which bounds all processes of
 * it together, and which bounds the group has that this session runs in. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/doctor.h"
#include "sandbox/control_group.h"

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

/* Made for a moment, with limits that nobody comes to. */
static void say_what_is_granted(struct text *words)
{
    static const struct control_group_limits wide = {1ULL << 40, 1U << 15};
    struct control_group group;
    control_group_create_here(&group, &wide);
    if (group.count > 0) {
        text_format(
            words,
            "each examination runs in a control group of its own, which bounds %s of all its "
            "processes together",
            !group.bounds_tasks    ? "the memory"
            : !group.bounds_memory ? "the number"
                                   : "memory and number");
    } else {
        text_format(words,
                    "each process is bounded, all of an examination together are not: this machine "
                    "grants no control groups (run in a terminal of a systemd session%s)",
                    geteuid() == 0 ? ", outside of a container" : ", or as root");
    }
    text_append(words, "; when the machine has no memory left, a learner's processes go first");
    control_group_remove(&group);
}

static void say_what_bounds_the_session(struct text *words)
{
    AUTO_FREE char *group = own_group();
    unsigned long long memory = group != NULL ? effective_limit(group, "memory.max") : ULLONG_MAX;
    unsigned long long tasks = group != NULL ? effective_limit(group, "pids.max") : ULLONG_MAX;
    if (memory != ULLONG_MAX) {
        text_format(words, "; all gradings of this session: %llu MiB of memory", memory >> 20);
    }
    if (tasks != ULLONG_MAX) {
        text_format(words, "; %llu processes in all", tasks);
    }
}

void doctor_examine_groups(struct doctor *doctor)
{
    AUTO_TEXT struct text words = {0};
    say_what_is_granted(&words);
    say_what_bounds_the_session(&words);
    doctor_say(doctor, DOCTOR_GOOD, "memory", text_string(&words));
}
