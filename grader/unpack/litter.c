#include "unpack/litter.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/cleanup.h"
#include "base/memory.h"

bool litter_has_name(const char *name)
{
    static const char *const litter[] = {"__MACOSX", "Thumbs.db", "desktop.ini", "__pycache__"};
    for (size_t i = 0; i < sizeof litter / sizeof litter[0]; i++) {
        if (strcasecmp(name, litter[i]) == 0) {
            return true;
        }
    }
    return name[0] == '.';
}

bool litter_has_path(const char *path)
{
    for (const char *part = path; part != NULL; part = strchr(part, '/')) {
        part += *part == '/';
        AUTO_FREE char *name = memory_copy_bytes(part, strcspn(part, "/"));
        if (litter_has_name(name) && strcmp(name, ".") != 0 && strcmp(name, "..") != 0) {
            return true;
        }
    }
    return false;
}
