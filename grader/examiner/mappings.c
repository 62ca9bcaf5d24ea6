#include "examiner/mappings.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "examiner/actor_private.h"
#include "examiner/session.h"

#include <stdio.h>
#include <string.h>
#include <sys/sysmacros.h>

/* Read-only and below /usr: what a learner could map in its place is as harmless. */
bool mapping_is_of_c_library(const char *permissions, const char *name)
{
    const char *file = strrchr(name, '/');
    return permissions[1] != 'w' && strncmp(name, "/usr/", 5) == 0 &&
           strcmp(file, "/gconv-modules.cache") == 0;
}

/* proc_pid_maps(5): address range, permissions ('s' shared), offset, device, inode, name. A System
 * V segment shows as /SYSVkkkkkkkk with its id as inode. */
static bool read_line(struct mapping *mapping, const char *line)
{
    unsigned long begin, end, offset, inode;
    unsigned major_number, minor_number;
    char permissions[8];
    mapping->name[0] = '\0';
    if (sscanf(line, "%lx-%lx %7s %lx %x:%x %lu %256[^\n]", &begin, &end, permissions, &offset,
               &major_number, &minor_number, &inode, mapping->name) < 7 ||
        permissions[3] != 's' || mapping_is_of_c_library(permissions, mapping->name)) {
        return false;
    }
    mapping->begin = begin;
    mapping->end = end;
    mapping->offset = offset;
    mapping->read_only = permissions[1] != 'w';
    mapping->is_segment = strncmp(mapping->name, "/SYSV", 5) == 0;
    mapping->device = makedev(major_number, minor_number);
    mapping->inode = inode;
    return true;
}

static void read_actor(struct mappings *mappings, const struct actor *actor)
{
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/%d/maps", actor->pid);
    AUTO_FCLOSE FILE *maps = fopen(path, "re");
    AUTO_FREE char *line = NULL;
    size_t room = 0;
    while (maps != NULL && getline(&line, &room, maps) > 0) {
        struct mapping mapping = {.actor = actor};
        if (read_line(&mapping, line)) {
            *memory_append(&mappings->items, &mappings->count) = mapping;
        }
    }
}

/* The session has the newest actor first. */
static void read_actors(struct mappings *mappings, const struct actor *actor)
{
    if (actor != NULL) {
        read_actors(mappings, actor->next);
        if (!actor->ended) {
            read_actor(mappings, actor);
        }
    }
}

void mappings_read(struct mappings *mappings, const struct session *session)
{
    *mappings = (struct mappings){0};
    read_actors(mappings, session->recorded);
}

void mappings_finish(struct mappings *mappings)
{
    free(mappings->items);
    *mappings = (struct mappings){0};
}
