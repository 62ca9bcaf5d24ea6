#include "stage/leftovers.h"

#include "base/tree.h"
#include "remains/tables.h"
#include "sandbox/spawn.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* By creator: the owner can be changed, to anybody (IPC_SET). */
static void remove_a_students(const struct table_entry *entry, void *context)
{
    (void)context;
    if (entry->rights.cuid == SPAWN_UNPRIVILEGED_ID) {
        tables_remove(entry);
    }
}

static void remove_names(const char *folder)
{
    DIR *list = opendir(folder);
    const struct dirent *item;
    while (list != NULL && (item = readdir(list)) != NULL) {
        struct stat info;
        if (strcmp(item->d_name, ".") != 0 && strcmp(item->d_name, "..") != 0 &&
            fstatat(dirfd(list), item->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
            info.st_uid == SPAWN_UNPRIVILEGED_ID) {
            tree_remove(dirfd(list), item->d_name);
        }
    }
    if (list != NULL) {
        closedir(list);
    }
}

void leftovers_remove(void)
{
    if (geteuid() == 0) {
        tables_each_of_all(remove_a_students, NULL);
        remove_names("/dev/shm");
        remove_names("/dev/mqueue");
    }
}
