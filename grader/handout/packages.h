/* The list of packages of a handout: what grading needs on the student's machine, in the format of
 * grader/setup/packages.txt, so that the start script and `grader doctor` read it there as they do here. */
#ifndef WORKBOOK_HANDOUT_PACKAGES_H
#define WORKBOOK_HANDOUT_PACKAGES_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

/* The lines of `list` (the contents of packages.txt) that are marked `handout`, and a line for each of the
 * libraries (handout/programs.h) with the package that has it on this system. */
void handout_list_packages(const char *list, const char *libraries, struct text *out);

/* The package that Debian keeps a shared library in, by its policy (8.1): "libjansson.so.4" is in libjansson4, "libsqlite3.so.0" in
 * libsqlite3-0. */
void handout_append_package(struct text *out, const char *library, size_t length);

#endif
