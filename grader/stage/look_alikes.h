/* Characters that look like those of C and are none: what comes along when a program is copied from a page, a document
 * or a chat. The compiler tells of their bytes. */
#ifndef WORKBOOK_STAGE_LOOK_ALIKES_H
#define WORKBOOK_STAGE_LOOK_ALIKES_H

/* "U+2212, where C knows only the - of the keyboard": of the first in the line. Owned by the caller; NULL when there is
 * none. */
char *look_alikes_explain(const char *line);

#endif
