#include "proctor/segments.h"

#include "base/process.h"
#include "remains/tables.h"

#include <stdbool.h>
#include <unistd.h>

enum { DEPTH_MAX = 256 };

static bool is_descendant(pid_t pid)
{
    pid_t self = getpid();
    for (int depth = 0; depth < DEPTH_MAX && pid > 1; depth++) {
        pid = process_stat_read(pid).parent;
        if (pid == self) {
            return true;
        }
    }
    return false;
}

static void remove_of_descendant(const struct table_entry *entry, void *context)
{
    (void)context;
    if (entry->rights.cuid == geteuid() && is_descendant(entry->creator)) {
        tables_remove(entry);
    }
}

void segments_remove_of_descendants(void)
{
    tables_each(TABLE_SEGMENTS, remove_of_descendant, NULL);
}
