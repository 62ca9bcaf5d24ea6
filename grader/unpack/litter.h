/* What computers leave behind, of which nobody needs to be told: .DS_Store, __MACOSX, ._x, Thumbs.db, .git … */
#ifndef WORKBOOK_UNPACK_LITTER_H
#define WORKBOOK_UNPACK_LITTER_H

#include <stdbool.h>

bool litter_has_name(const char *name);

/* At any depth of the path; "." and ".." are none. */
bool litter_has_path(const char *path);

#endif
