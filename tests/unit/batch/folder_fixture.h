/* A folder of its own for each test. */
#ifndef WORKBOOK_TESTS_FOLDER_FIXTURE_H
#define WORKBOOK_TESTS_FOLDER_FIXTURE_H

#include "base/error.h"

extern char fixture_folder[64];
extern struct error fixture_err;

void fixture_make(void);
void fixture_remove(void);

/* A path below the folder, owned by the caller. */
char *fixture_path(const char *relative);

void fixture_make_folder(const char *relative); /* its parent must be there */
void fixture_write(const char *relative, const char *contents);

#endif
