/* Folders below the student's /tmp. Not for tests: kernel.h has what they need. */
#ifndef WORKBOOK_EXAMINER_FOLDERS_H
#define WORKBOOK_EXAMINER_FOLDERS_H

/* Removes everything that is there, what is mounted first. No process of the student runs any more. */
void folders_clear(void);

#endif
