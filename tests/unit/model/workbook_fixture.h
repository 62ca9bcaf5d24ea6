/* A small workbook in a temporary folder, for tests of what reads one. */
#ifndef WORKBOOK_TESTS_WORKBOOK_FIXTURE_H
#define WORKBOOK_TESTS_WORKBOOK_FIXTURE_H

/* Makes the folder (with an empty exercises/) and points WORKBOOK_ROOT at it, and WORKBOOK_STATE
 * at state/ in it. Borrowed path. */
const char *fixture_make(void);
void fixture_remove(void);

/* Writes a file below the folder, with the folders on its way. */
void fixture_write(const char *path, const char *contents);

/* exercises/NN-name with a manifest in which `old` is replaced by `new` (NULL: as it is), and a
 * stub with two TODOs. The manifest's setting "weight" is on line 9. */
void fixture_add_exercise(unsigned number, const char *name, const char *old, const char *new);

#endif
