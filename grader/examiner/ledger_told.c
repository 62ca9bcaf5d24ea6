/* What of the ledger begins with the word of the student's process, which looks at itself (driver/traits.h) and
 * at the calls of its code (driver/shims.c). */
#include "examiner/ledger.h"

#include "base/cleanup.h"
#include "examiner/ledger_state.h"
#include "protocol/wire.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ledger_add_traits(struct objects *objects, uint32_t changed)
{
    static const char *const names[WIRE_TRAITS] = {
        "a timer that runs on (alarm, setitimer)",
        "another stack for signals (sigaltstack)",
        "another handler of a fatal signal (sigaction)",
        "other arithmetic of floating point (fesetround)",
        "another environment (setenv)",
        "a signal at its parent's end, children of others, or another slack of its timers (prctl)",
        "other flags of its standard streams (fcntl), which are others' streams too",
    };
    for (unsigned i = 0; i < WIRE_TRAITS; i++) {
        struct object_entry entry = {.kind = OBJECT_STATE};
        if (changed & (1U << i)) {
            snprintf(entry.name, sizeof entry.name, "%s", names[i]);
            objects_add(objects, &entry);
        }
    }
}

static bool is_shared_mapping(const struct objects *objects, uint64_t address)
{
    return objects_contain(objects, &(struct object_entry){.kind = OBJECT_MAPPING, .id = address});
}

/* A line of proc_pid_maps(5). Neighbours without a file are one to the kernel: the size of a part is not told. */
static bool is_private_at(const char *line, uint64_t address)
{
    char *rest;
    uint64_t begin = strtoull(line, &rest, 16);
    uint64_t end = *rest == '-' ? strtoull(rest + 1, &rest, 16) : 0;
    return begin <= address && address < end && strnlen(rest, 5) == 5 && rest[4] == 'p';
}

static bool is_private_mapping(const char *maps, uint64_t address)
{
    for (const char *line = maps; line != NULL && *line != '\0';) {
        if (is_private_at(line, address)) {
            return true;
        }
        line = strchr(line, '\n');
        line += line != NULL ? 1 : 0;
    }
    return false;
}

void ledger_add_memory(struct objects *objects, pid_t pid, const struct wire_reply *reply)
{
    AUTO_FREE char *maps = NULL; /* read when it is asked for */
    for (uint32_t i = 0; i < reply->creation_count && i < WIRE_CREATIONS_MAX; i++) {
        const struct wire_creation *made = &reply->creations[i];
        if (made->object != WIRE_OBJECT_MAPPING || is_shared_mapping(objects, made->id)) {
            continue;
        }
        maps = maps != NULL ? maps : ledger_read_file(pid, "maps");
        if (maps != NULL && is_private_mapping(maps, made->id)) {
            objects_add(objects, &(struct object_entry){.kind = OBJECT_MEMORY,
                                                        .id = made->id,
                                                        .bytes = (uint64_t)made->kib * 1024});
        }
    }
}
