#include "sandbox/control_group.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/oom.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NAME "workbook-"

enum {
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

static void end_process(pid_t pid)
{
    AUTO_CLOSE int process = (int)syscall(SYS_pidfd_open, pid, 0);
    struct pollfd wanted = {.fd = process, .events = POLLIN};
    if (process >= 0 && syscall(SYS_pidfd_send_signal, process, SIGKILL, NULL, 0) == 0) {
        poll(&wanted, 1, END_MS);
    }
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
            end_process(pid);
        }
        removed = rmdir(folder) == 0 || errno == ENOENT;
    }
    return removed;
}

/* --- what others have left --------------------------------------------------------------------- */

static bool is_ours(int parent, const char *name)
{
    struct stat info;
    return strncmp(name, NAME, strlen(NAME)) == 0 &&
           fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(info.st_mode) &&
           info.st_uid == geteuid();
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

/* Between mkdir and the lock another grader may take the folder for one that was left: then it is gone, or
 * locked, and there is no group in this place. */
static bool make(struct control_group *group, const struct control_group_place *place,
                 const struct control_group_limits *limits)
{
    static atomic_uint made;
    AUTO_FREE char *folder =
        memory_format("%s/" NAME "%d-%u", place->folder, (int)getpid(), atomic_fetch_add(&made, 1));
    if (mkdir(folder, 0755) != 0) {
        return false;
    }
    AUTO_CLOSE int locked = lock(folder);
    AUTO_FREE char *procs = memory_format("%s/cgroup.procs", folder);
    AUTO_CLOSE int door = open(procs, O_WRONLY | O_CLOEXEC);
    if (locked < 0 || door < 0 || !set_limits(folder, place, limits)) {
        rmdir(folder);
        return false;
    }
    if (place->memory && !group->bounds_memory) {
        open_account(group, place, folder, limits);
    }
    group->folders[group->count] = steal_pointer(&folder);
    group->locks[group->count] = steal_fd(&locked);
    group->doors[group->count++] = steal_fd(&door);
    group->bounds_tasks = group->bounds_tasks || place->tasks;
    return true;
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
