/* Folders as a whole. */
#ifndef WORKBOOK_SCAFFOLD_FOLDER_H
#define WORKBOOK_SCAFFOLD_FOLDER_H

/* Removes a folder and all that is in it, without following links; best effort, for what this process
 * made itself. A folder that is not there is removed already. */
void folder_remove(const char *path);

#endif
