#include "stage/arena.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/tree.h"
#include "remains/remove.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool make_folder(const char *path, const char *name, struct error *err)
{
    bool shared = name[0] == '+';
    AUTO_FREE char *folder = memory_format("%s/%s", path, shared ? name + 1 : name);
    /* chmod as well: the umask is the user's. */
    if (mkdir(folder, 0755) != 0 || chmod(folder, shared ? 01777 : 0755) != 0) {
        return error_set_errno(err, "cannot make %s", folder);
    }
    return true;
}

bool arena_create(const struct machine *machine, const char *const *folders, char **path,
                  struct error *err)
{
    *path = memory_format("%s/arena-XXXXXX", machine->run_folder);
    if (mkdtemp(*path) == NULL || chmod(*path, 0755) != 0) {
        return error_set_errno(err, "cannot make a folder in %s", machine->run_folder);
    }
    for (size_t i = 0; folders[i] != NULL; i++) {
        if (!make_folder(*path, folders[i], err)) {
            return false;
        }
    }
    return true;
}

bool arena_put(const char *path, const char *name, int fd, unsigned mode, struct error *err)
{
    AUTO_FREE char *target = memory_format("%s/%s", path, name);
    AUTO_CLOSE int from = fd;
    return file_copy_new(from, target, mode, err);
}

void arena_remove(const char *path)
{
    if (path != NULL) {
        AUTO_FREE char *run = memory_format("%s/" ARENA_RUN, path);
        remains_remove(AT_FDCWD, run);
        tree_remove(AT_FDCWD, path);
    }
}
