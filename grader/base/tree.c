#include "base/tree.h"

#include "base/cleanup.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each level costs a descriptor. What lies deeper is moved up to the top and removed from there. */
enum { DEPTH_MAX = 32 };

struct removal {
    int top;
    unsigned moved;
};

/* The folder, with permission to change it; -1. One without any permission can be reached by a
 * descriptor that stands for its name alone, and be given some. */
static int open_folder(int parent, const char *name)
{
    AUTO_CLOSE int path = openat(parent, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (path < 0) {
        return -1;
    }
    char self[64];
    snprintf(self, sizeof self, "/proc/self/fd/%d", path);
    (void)chmod(self, 0700);
    return openat(path, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static void remove_entry(struct removal *removal, int parent, const char *name, unsigned depth);

/* Takes `folder`. */
static void empty_folder(struct removal *removal, int folder, unsigned depth)
{
    DIR *list = fdopendir(folder);
    if (list == NULL) {
        close(folder);
        return;
    }
    const struct dirent *item;
    while ((item = readdir(list)) != NULL) {
        if (strcmp(item->d_name, ".") != 0 && strcmp(item->d_name, "..") != 0) {
            remove_entry(removal, dirfd(list), item->d_name, depth);
        }
    }
    closedir(list);
}

static void move_up(struct removal *removal, int parent, const char *name)
{
    char place[32];
    do {
        snprintf(place, sizeof place, "deep-%u", ++removal->moved);
    } while (faccessat(removal->top, place, F_OK, AT_SYMLINK_NOFOLLOW) == 0);
    (void)renameat(parent, name, removal->top, place);
}

static void remove_entry(struct removal *removal, int parent, const char *name, unsigned depth)
{
    if (unlinkat(parent, name, 0) == 0 || unlinkat(parent, name, AT_REMOVEDIR) == 0) {
        return;
    }
    int folder = open_folder(parent, name);
    if (folder < 0) {
        return;
    }
    if (depth == DEPTH_MAX) {
        close(folder);
        move_up(removal, parent, name);
        return;
    }
    empty_folder(removal, folder, depth + 1);
    (void)unlinkat(parent, name, AT_REMOVEDIR);
}

void tree_remove(int parent, const char *name)
{
    struct removal removal = {.top = -1};
    bool again = unlinkat(parent, name, 0) != 0 && unlinkat(parent, name, AT_REMOVEDIR) != 0;
    while (again) {
        unsigned moved = removal.moved;
        removal.top = open_folder(parent, name);
        int folder = removal.top >= 0 ? dup(removal.top) : -1;
        if (folder >= 0) {
            empty_folder(&removal, folder, 1);
        }
        if (removal.top >= 0) {
            close(removal.top);
        }
        again = unlinkat(parent, name, AT_REMOVEDIR) != 0 && removal.moved != moved;
    }
}
