/* Removing a folder with all that is in it, whoever filled it and meant what by it. */
#ifndef WORKBOOK_BASE_TREE_H
#define WORKBOOK_BASE_TREE_H

/* Removes `name` in the folder `parent` (AT_FDCWD: NAME is a path): a file, or a folder and all
 * below it. Symbolic links are removed and not followed, folders without permissions get them, and
 * neither the depth nor the length of a path matters. What cannot be removed stays, without a
 * word. */
void tree_remove(int parent, const char *name);

#endif
