/* Error numbers as people read them. */
#ifndef WORKBOOK_EXAMINER_ERRNO_NAME_H
#define WORKBOOK_EXAMINER_ERRNO_NAME_H

/* "ENOENT"; "errno 0" or "errno 999" for what is no error. Never NULL; of static storage, valid
 * until the next call. */
const char *errno_name(int error);

#endif
