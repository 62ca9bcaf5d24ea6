/* A control group for one sandbox (cgroups(7)): what bounds all of its processes together, and takes the last of
 * them away. rlimits bound each process by itself.
 *
 * Where this user may make groups, one is made for each sandbox: in version 2 below the nearest group above our own
 * that hands controllers down, in version 1 below our own, in each hierarchy that has one of the two controllers that
 * we use (memory, pids). Where the host refuses, there is no group, and that is no failure: rlimits and
 * namespaces bound what they bound.
 *
 * A group's folder is made with a mark, the sticky bit, and is locked (flock(2)) as long as its grader lives. One by our
 * name and with the mark, of this user, that nobody has locked belonged to a grader that was killed: the next grader
 * removes it.
 */
#ifndef WORKBOOK_SANDBOX_CONTROL_GROUP_H
#define WORKBOOK_SANDBOX_CONTROL_GROUP_H

#include <stdbool.h>
#include <stddef.h>

enum { CONTROL_GROUP_FOLDERS_MAX = 2 };

struct control_group_limits {
    unsigned long long memory_bytes; /* of all processes, files in a tmpfs among it */
    unsigned tasks;                  /* processes and threads */
};

struct control_group {
    char *folders[CONTROL_GROUP_FOLDERS_MAX];
    int locks[CONTROL_GROUP_FOLDERS_MAX];
    int doors
        [CONTROL_GROUP_FOLDERS_MAX]; /* cgroup.procs: who writes "0" is in it, with all its children */
    size_t count;                    /* 0: there is none */
    bool bounds_memory, bounds_tasks;
    /* Where memory is bounded: for base/oom.h, the latter -1 where the kernel has no such file. */
    int events, peak;
    unsigned long long memory_bytes;
};

/* Where groups can be made: folders of the file system of groups, each with the controllers that bound there. */
struct control_group_place {
    char *folder;
    bool version_2;
    bool memory, tasks;
};

struct control_group_places {
    struct control_group_place items[CONTROL_GROUP_FOLDERS_MAX];
    size_t count;
};

/* `mounts` is the path of a table like /proc/self/mounts, `own` the text of /proc/self/cgroup. */
void control_group_places_find(const char *mounts, const char *own,
                               struct control_group_places *places);
void control_group_places_finish(struct control_group_places *places);

/* Removes what killed graders have left in these places, and makes a group. */
void control_group_create(struct control_group *group, const struct control_group_places *places,
                          const struct control_group_limits *limits);

/* The same, in the places that this process finds. */
void control_group_create_here(struct control_group *group,
                               const struct control_group_limits *limits);

/* Whether the kernel has ended processes of the group for want of memory. */
bool control_group_was_exhausted(const struct control_group *group);

/* Kills and awaits who is still in it, and removes it. */
void control_group_remove(struct control_group *group);

#endif
