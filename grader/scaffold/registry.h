/* tests/exercises/CMakeLists.txt: the list of exercises that are built and promised. */
#ifndef WORKBOOK_SCAFFOLD_REGISTRY_H
#define WORKBOOK_SCAFFOLD_REGISTRY_H

#include "base/error.h"

/* The text with the folder added to the list `foreach(name IN ITEMS …)`, in its place among the others;
 * unchanged when it is there already. Owned by the caller; NULL when the text has no such list. */
char *registry_add(const char *text, const char *folder, struct error *err);

#endif
