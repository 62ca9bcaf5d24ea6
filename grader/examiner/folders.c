#include "examiner/folders.h"

#include "base/tree.h"
#include "examiner/kernel.h"
#include "examiner/place.h"
#include "examiner/session.h"
#include "protocol/environment.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

enum { MOUNT_FLAGS = MS_NOSUID | MS_NODEV, TWIN_MOUNTS_MAX = 1024 };

/* What mount(2) wants to know, but for the place. */
struct source {
    const char *what, *type, *options;
    unsigned long flags;
};

static const struct source memory = {
    .what = "tmpfs", .type = "tmpfs", .flags = MOUNT_FLAGS, .options = "size=64k,mode=0755"};

/* True when the student finds the same device under this name as we do: the mount has reached the
 * inner sandbox's namespace. */
static bool is_seen_inside(const char *name, const char *here)
{
    char inside[640];
    struct stat mine, theirs;
    snprintf(inside, sizeof inside, "/proc/%d/root%s", session_current()->zygote_pid,
             kernel_path_inside(name));
    return lstat(here, &mine) == 0 && lstat(inside, &theirs) == 0 && mine.st_dev == theirs.st_dev;
}

/* By descriptor: /tmp is the student's, who may have put a symbolic link there. */
static bool mount_at(const char *here, const struct source *source)
{
    char target[64];
    int folder = open(here, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0) {
        return false;
    }
    snprintf(target, sizeof target, "/proc/self/fd/%d", folder);
    bool mounted = mount(source->what, target, source->type, source->flags, source->options) == 0;
    close(folder);
    return mounted;
}

static bool mount_folder(const char *name, const struct source *source)
{
    char here[512];
    if (session_current()->reduced) {
        return false; /* no mount namespace of ours */
    }
    snprintf(here, sizeof here, "%s", kernel_path_here(name));
    if (mkdir(here, 0755) != 0 && errno != EEXIST) {
        return false;
    }
    return mount_at(here, source) && is_seen_inside(name, here);
}

bool kernel_mount_memory_folder(const char *name)
{
    return mount_folder(name, &memory);
}

bool kernel_mount_union_folder(const char *name, const char *one, const char *other)
{
    char options[1200];
    size_t used =
        (size_t)snprintf(options, sizeof options, "xino=on,lowerdir=%s", kernel_path_here(one));
    snprintf(options + used, sizeof options - used, ":%s", kernel_path_here(other));
    return mount_folder(
        name, &(struct source){
                  .what = "overlay", .type = "overlay", .flags = MOUNT_FLAGS, .options = options});
}

/* Mounts one file system over the other, so that all keep their device numbers, until the number of
 * the last is right: the kernel gives the lowest that is free. */
static bool mount_until_device(const char *path, unsigned low_byte)
{
    for (int i = 0; i < TWIN_MOUNTS_MAX; i++) {
        struct stat status;
        if (!mount_at(path, &memory) || stat(path, &status) != 0) {
            return false;
        }
        if ((status.st_dev & 0xff) == low_byte) {
            return true;
        }
    }
    return false;
}

/* The many mounts are made out of the student's sight, in a folder that goes with all of them at
 * once. */
bool kernel_mount_folder_of_device(const char *name, unsigned low_byte)
{
    char nursery[512];
    char layers[520];
    if (session_current()->reduced) {
        return false;
    }
    snprintf(nursery, sizeof nursery, "%s/twins", place_get(RUN_VARIABLE));
    snprintf(layers, sizeof layers, "%s/layers", nursery);
    bool ready = (mkdir(nursery, 0700) == 0 || errno == EEXIST) && mount_at(nursery, &memory);
    bool found = ready && mkdir(layers, 0700) == 0 && mount_until_device(layers, low_byte) &&
                 mount_folder(name, &(struct source){.what = layers, .flags = MS_BIND});
    if (ready) {
        umount2(nursery, MNT_DETACH);
    }
    return found;
}

bool kernel_mount_twin_folder(const char *name, const char *original)
{
    struct stat status;
    return stat(kernel_path_here(original), &status) == 0 &&
           kernel_mount_folder_of_device(name, status.st_dev & 0xff);
}

static void remove_contents(const char *path)
{
    DIR *list = opendir(path);
    struct dirent *entry;
    while (list != NULL && (entry = readdir(list)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            tree_remove(dirfd(list), entry->d_name);
        }
    }
    if (list != NULL) {
        closedir(list);
    }
}

/* Tests mount at the first level alone. What is mounted several times at one place goes layer by
 * layer. */
static void unmount_all(const char *path)
{
    DIR *list = opendir(path);
    struct dirent *entry;
    while (list != NULL && (entry = readdir(list)) != NULL) {
        char mounted[512];
        if (entry->d_name[0] == '.') {
            continue;
        }
        snprintf(mounted, sizeof mounted, "%s/%.255s", path, entry->d_name);
        while (umount2(mounted, MNT_DETACH | UMOUNT_NOFOLLOW) == 0) {
        }
    }
    if (list != NULL) {
        closedir(list);
    }
}

void folders_clear(void)
{
    const char *path = place_get(TMP_VARIABLE);
    if (!session_current()->reduced) {
        unmount_all(path);
    }
    remove_contents(path);
}
