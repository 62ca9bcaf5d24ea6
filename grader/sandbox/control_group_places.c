/* Where this process may make groups of its own. */
#include "sandbox/control_group.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"

#include <mntent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_BYTES_MAX = 4096, MOUNT_BYTES_MAX = 4096 };

/* Is the word in a list of words? */
static bool names(const char *list, const char *separators, const char *word)
{
    size_t length = strlen(word);
    const char *at = list != NULL ? list : "";
    for (at += strspn(at, separators); *at != '\0'; at += strspn(at, separators)) {
        size_t found = strcspn(at, separators);
        if (found == length && memcmp(at, word, length) == 0) {
            return true;
        }
        at += found;
    }
    return false;
}

/* Our group's path in the hierarchy that has the controller, "" for version 2: of the line "4:memory:/path".
 * Owned by the caller; NULL: there is none. */
static char *own_path(const char *own, const char *controller)
{
    for (const char *line = own; line != NULL && *line != '\0';) {
        const char *controllers = strchr(line, ':');
        const char *path = controllers != NULL ? strchr(controllers + 1, ':') : NULL;
        size_t length = strcspn(line, "\n");
        if (path != NULL && path < line + length) {
            AUTO_FREE char *list = strndup(controllers + 1, (size_t)(path - controllers - 1));
            bool is_it =
                *controller == '\0' ? list != NULL && *list == '\0' : names(list, ",", controller);
            if (is_it) {
                return strndup(path + 1, (size_t)(line + length - path - 1));
            }
        }
        line += length + (line[length] == '\n');
    }
    return NULL;
}

static void add_place(struct control_group_places *places, const struct control_group_place *place)
{
    bool useful = (place->memory || place->tasks) && places->count < CONTROL_GROUP_FOLDERS_MAX &&
                  access(place->folder, W_OK) == 0;
    if (useful) {
        places->items[places->count++] = *place;
    } else {
        free(place->folder);
    }
}

/* Version 1: a group may have groups below it and processes of its own. */
static void add_hierarchy(const char *mount, const char *options, const char *own,
                          struct control_group_places *places)
{
    bool memory = names(options, ",", "memory");
    bool tasks = names(options, ",", "pids");
    AUTO_FREE char *path = own_path(own, memory ? "memory" : "pids");
    if ((memory || tasks) && path != NULL) {
        add_place(places,
                  &(struct control_group_place){.folder = memory_format("%s%s", mount, path),
                                                .memory = memory,
                                                .tasks = tasks});
    }
}

/* True when groups can be made there. */
static bool find_controllers(struct control_group_place *place)
{
    AUTO_FREE char *path = memory_format("%s/cgroup.subtree_control", place->folder);
    AUTO_FREE char *controllers = NULL;
    struct error ignored;
    if (file_read(path, FILE_BYTES_MAX, &controllers, NULL, &ignored)) {
        place->memory = names(controllers, " \n", "memory");
        place->tasks = names(controllers, " \n", "pids");
    }
    return (place->memory || place->tasks) && access(place->folder, W_OK) == 0;
}

static bool go_up(char *path)
{
    char *end = strrchr(path, '/');
    if (end != NULL) {
        *end = '\0';
    }
    return end != NULL;
}

/* Version 2: a group that hands controllers down has no processes of its own, so ours is mostly one above. */
static void add_unified(const char *mount, const char *own, struct control_group_places *places)
{
    AUTO_FREE char *path = own_path(own, "");
    bool found = path == NULL;
    if (path != NULL && strcmp(path, "/") == 0) {
        path[0] = '\0';
    }
    while (!found) {
        struct control_group_place place = {.folder = memory_format("%s%s", mount, path),
                                            .version_2 = true};
        found = find_controllers(&place);
        add_place(places, &place);
        found = found || !go_up(path);
    }
}

void control_group_places_find(const char *mounts, const char *own,
                               struct control_group_places *places)
{
    *places = (struct control_group_places){0};
    FILE *lines = setmntent(mounts, "re");
    struct mntent mount;
    char room[MOUNT_BYTES_MAX];
    while (lines != NULL && getmntent_r(lines, &mount, room, sizeof room) != NULL) {
        if (strcmp(mount.mnt_type, "cgroup2") == 0) {
            add_unified(mount.mnt_dir, own, places);
        } else if (strcmp(mount.mnt_type, "cgroup") == 0) {
            add_hierarchy(mount.mnt_dir, mount.mnt_opts, own, places);
        }
    }
    if (lines != NULL) {
        (void)endmntent(lines);
    }
}

void control_group_places_finish(struct control_group_places *places)
{
    for (size_t i = 0; i < places->count; i++) {
        free(places->items[i].folder);
    }
    *places = (struct control_group_places){0};
}
