/* What a process holds, as /proc tells. */
#include "base/cleanup.h"
#include "examiner/ledger.h"
#include "examiner/ledger_state.h"
#include "examiner/mappings.h"
#include "examiner/tasks.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void read_descriptors(struct objects *objects, pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd", pid);
    AUTO_CLOSEDIR DIR *directory = opendir(path);
    const struct dirent *item;
    while (directory != NULL && (item = readdir(directory)) != NULL) {
        if (item->d_name[0] != '.') {
            struct object_entry entry = {.kind = OBJECT_DESCRIPTOR,
                                         .id = strtoull(item->d_name, NULL, 10)};
            ssize_t length =
                readlinkat(dirfd(directory), item->d_name, entry.name, sizeof entry.name - 1);
            entry.name[length < 0 ? 0 : length] = '\0';
            objects_add(objects, &entry);
        }
    }
}

/* proc_pid_maps(5): address range, permissions ('s' shared), offset, device, inode, name. A System
 * V segment shows as /SYSVkkkkkkkk with its id as inode. */
static void read_mapping(struct objects *objects, const char *line)
{
    unsigned long begin, end, inode;
    char permissions[8], name[256] = "";
    const char *blank = strchr(line, ' ');
    if (blank == NULL || strnlen(blank, 5) < 5 || blank[4] != 's') {
        return; /* private, as most are */
    }
    if (sscanf(line, "%lx-%lx %7s %*x %*x:%*x %lu %255[^\n]", &begin, &end, permissions, &inode,
               name) < 4 ||
        mapping_is_of_c_library(permissions, name)) {
        return;
    }
    bool attachment = strncmp(name, "/SYSV", 5) == 0;
    struct object_entry entry = {
        .kind = attachment ? OBJECT_ATTACHMENT : OBJECT_MAPPING, .id = begin, .bytes = end - begin};
    snprintf(entry.name, sizeof entry.name, "%.63s", name);
    if (attachment) {
        snprintf(entry.name, sizeof entry.name, "%lu", inode);
    }
    objects_add(objects, &entry);
}

static void read_mappings(struct objects *objects, pid_t pid)
{
    AUTO_FREE char *maps = ledger_read_file(pid, "maps");
    if (maps != NULL) {
        ledger_each_line(maps, read_mapping, objects);
    }
}

void ledger_read_process(struct objects *objects, pid_t pid)
{
    objects_finish(objects);
    read_descriptors(objects, pid);
    read_mappings(objects, pid);
    ledger_read_state(objects, pid);
    tasks_read(objects, pid);
}
