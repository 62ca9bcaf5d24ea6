/* File systems that others write to without this kernel's knowledge: another machine, another kernel (statfs(2),
 * linux/magic.h). Neither inotify(7) nor locks can be relied on there. */
#ifndef WORKBOOK_BASE_FILE_SYSTEM_H
#define WORKBOOK_BASE_FILE_SYSTEM_H

/* The name of the kind that this file or folder lies on, for people; NULL: a local one, or nothing is there. */
const char *file_system_remote_kind(const char *path);

#endif
