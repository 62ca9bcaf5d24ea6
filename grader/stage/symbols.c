#include "stage/symbols.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "sandbox/bubblewrap.h"
#include "stage/machine.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { COPIES_MAX = 4 };

/* A copy is named 7ebc65….debug, and what it is a copy of lies in the folder of originals as 7e/bc65….debug. */
static void cover(struct bubblewrap *list, int copies, const char *name, const char *originals)
{
    AUTO_FREE char *original = memory_format("%s/%.2s/%s", originals, name, name + 2);
    int fd = access(original, F_OK) == 0 ? openat(copies, name, O_RDONLY | O_CLOEXEC) : -1;
    if (fd >= 0) {
        bubblewrap_cover_file(list, fd, original);
    }
}

void symbols_cover_in(struct bubblewrap *list, const struct machine *machine, const char *originals)
{
    AUTO_FREE char *path = memory_format("%s/symbols", machine->libexec);
    AUTO_CLOSEDIR DIR *copies = opendir(path);
    const struct dirent *item;
    for (int count = 0; count < COPIES_MAX && copies != NULL && (item = readdir(copies)) != NULL;) {
        if (item->d_name[0] != '.' && strlen(item->d_name) > 2) {
            cover(list, dirfd(copies), item->d_name, originals);
            count++;
        }
    }
}

void symbols_cover(struct bubblewrap *list, const struct machine *machine)
{
    symbols_cover_in(list, machine, "/usr/lib/debug/.build-id");
}
