#include "sandbox/control_group.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/oom.h"
#include "base/process.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME "workbook-"

enum {
    MODE = S_ISVTX |
           0755, /* the mark: in this file system the bit means nothing, and nobody else sets it */
    ATTEMPTS_MAX = 16, /* at a folder that no other grader takes away */
    TABLE_BYTES_MAX = 16 * 1024,
    ROUNDS_MAX = 16, /* of killing who is in a group: what forks is slower than that */
    END_MS = 2000,   /* for one process that was killed */
};

/* --- one folder -------------------------------------------------------------------------------- */

static bool set(const char *folder, const char *file, const char *value)
{
    AUTO_FREE char *path = memory_format("%s/%s", folder, file);
    AUTO_CLOSE int fd = open(path, O_WRONLY | O_CLOEXEC);
    return fd >= 0 && file_write_all(fd, value, strlen(value));
}

static bool set_number(const char *folder, const char *file, unsigned long long number)
{
    AUTO_FREE char *value = memory_format("%llu", number);
    return set(folder, file, value);
}

/* A read-only, locked descriptor of the folder; -1: somebody else has it, or it is gone. */
static int lock(const char *folder)
{
    AUTO_CLOSE int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 ? steal_fd(&fd) : -1;
}

/* For process_kill: `context` is the folder, whose name is unlike that of any other. */
static bool is_in(pid_t pid, const void *context)
{
    AUTO_FREE char *path = memory_format("/proc/%d/cgroup", (int)pid);
    AUTO_FREE char *line = memory_format("%s\n", strrchr(context, '/'));
    AUTO_FREE char *groups = NULL;
    struct error ignored;
    return file_read(path, TABLE_BYTES_MAX, &groups, NULL, &ignored) &&
           strstr(groups, line) != NULL;
}

/* Who is in it has come by its door, or is a child of who has. */
static bool clear(const char *folder)
{
    AUTO_FREE char *path = memory_format("%s/cgroup.procs", folder);
    bool removed = rmdir(folder) == 0 || errno == ENOENT;
    for (int round = 0; !removed && errno == EBUSY && round < ROUNDS_MAX; round++) {
        set(folder, "cgroup.kill", "1");
        AUTO_FCLOSE FILE *list = fopen(path, "re");
        int pid;
        while (list != NULL && fscanf(list, "%d", &pid) == 1) {
            process_kill(pid, is_in, folder, END_MS);
        }
        removed = rmdir(folder) == 0 || errno == ENOENT;
    }
    return removed;
}

/* --- what others have left --------------------------------------------------------------------- */

/* workbook-PID-NUMBER, and nothing behind it: a service of somebody's may be called workbook-2.service. */
static bool is_a_name_of_ours(const char *name)
{
    unsigned pid, number;
    int length = 0;
    return sscanf(name, NAME "%u-%u%n", &pid, &number, &length) == 2 && name[length] == '\0';
}

static bool is_ours(int parent, const char *name)
{
    struct stat info;
    return is_a_name_of_ours(name) && fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISDIR(info.st_mode) && (info.st_mode & S_ISVTX) != 0 && info.st_uid == geteuid();
}

static void sweep(const char *parent)
{
    AUTO_CLOSEDIR DIR *folder = opendir(parent);
    struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        if (is_ours(dirfd(folder), entry->d_name)) {
            AUTO_FREE char *path = memory_format("%s/%s", parent, entry->d_name);
            AUTO_CLOSE int mine = lock(path);
            if (mine >= 0) {
                clear(path);
            }
        }
    }
}

/* --- a group ----------------------------------------------------------------------------------- */

static bool set_limits(const char *folder, const struct control_group_place *place,
                       const struct control_group_limits *limits)
{
    const char *memory = place->version_2 ? "memory.max" : "memory.limit_in_bytes";
    const char *swap = place->version_2 ? "memory.swap.max" : "memory.memsw.limit_in_bytes";
    bool bounded = (!place->memory || set_number(folder, memory, limits->memory_bytes)) &&
                   (!place->tasks || set_number(folder, "pids.max", limits->tasks));
    if (place->memory) { /* not every kernel counts swap; version 1 counts both together */
        (void)set_number(folder, swap, place->version_2 ? 0 : limits->memory_bytes);
    }
    return bounded;
}

static int open_in(const char *folder, const char *file)
{
    AUTO_FREE char *path = memory_format("%s/%s", folder, file);
    return open(path, O_RDONLY | O_CLOEXEC);
}

static void open_account(struct control_group *group, const struct control_group_place *place,
                         const char *folder, const struct control_group_limits *limits)
{
    group->events = open_in(folder, place->version_2 ? "memory.events" : "memory.oom_control");
    group->peak = open_in(folder, place->version_2 ? "memory.peak" : "memory.max_usage_in_bytes");
    group->memory_bytes = limits->memory_bytes;
    group->bounds_memory = true;
}

static void close_account(struct control_group *group)
{
    if (group->events >= 0) {
        close(group->events);
    }
    if (group->peak >= 0) {
        close(group->peak);
    }
}

/* The lock of a new folder; -1: none can be made here. Between mkdir and the lock another grader may take the folder for
 * one that was left: then it is gone, or about to go, and the next one is tried. */
static int make_folder(const char *parent, char **folder)
{
    static atomic_uint made;
    bool can_be = true;
    for (int attempt = 0; can_be && attempt < ATTEMPTS_MAX; attempt++) {
        AUTO_FREE char *path =
            memory_format("%s/" NAME "%d-%u", parent, (int)getpid(), atomic_fetch_add(&made, 1));
        bool fresh = mkdir(path, MODE) == 0;
        can_be = fresh || errno == EEXIST; /* of a grader that has the same id elsewhere */
        AUTO_CLOSE int locked = fresh ? lock(path) : -1;
        if (locked >= 0 && file_is_at(locked, path)) {
            *folder = steal_pointer(&path);
            return steal_fd(&locked);
        }
    }
    return -1;
}

static void make(struct control_group *group, const struct control_group_place *place,
                 const struct control_group_limits *limits)
{
    AUTO_FREE char *folder = NULL;
    AUTO_CLOSE int locked = make_folder(place->folder, &folder);
    if (locked < 0) {
        return;
    }
    AUTO_FREE char *procs = memory_format("%s/cgroup.procs", folder);
    AUTO_CLOSE int door = open(procs, O_WRONLY | O_CLOEXEC);
    if (door < 0 || !set_limits(folder, place, limits)) {
        rmdir(folder);
        return;
    }
    if (place->memory && !group->bounds_memory) {
        open_account(group, place, folder, limits);
    }
    group->folders[group->count] = steal_pointer(&folder);
    group->locks[group->count] = steal_fd(&locked);
    group->doors[group->count++] = steal_fd(&door);
    group->bounds_tasks = group->bounds_tasks || place->tasks;
}

void control_group_create(struct control_group *group, const struct control_group_places *places,
                          const struct control_group_limits *limits)
{
    *group = (struct control_group){.events = -1, .peak = -1};
    for (size_t i = 0; i < places->count; i++) {
        sweep(places->items[i].folder);
        make(group, &places->items[i], limits);
    }
}

void control_group_create_here(struct control_group *group,
                               const struct control_group_limits *limits)
{
    AUTO_FREE char *own = NULL;
    struct error ignored;
    struct control_group_places places = {0};
    if (file_read("/proc/self/cgroup", TABLE_BYTES_MAX, &own, NULL, &ignored)) {
        control_group_places_find("/proc/self/mounts", own, &places);
    }
    control_group_create(group, &places, limits);
    control_group_places_finish(&places);
}

bool control_group_was_exhausted(const struct control_group *group)
{
    return oom_read_kills(group->events) > 0;
}

void control_group_remove(struct control_group *group)
{
    for (size_t i = 0; i < group->count; i++) {
        close(group->doors[i]);
        clear(group->folders[i]);
        close(group->locks[i]);
        free(group->folders[i]);
    }
    close_account(group);
    *group = (struct control_group){.events = -1, .peak = -1};
}
