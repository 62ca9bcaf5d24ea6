/* Compiling the programs of a demo, as its README tells people to. */
#ifndef WORKBOOK_DEMO_STAGE_BUILD_H
#define WORKBOOK_DEMO_STAGE_BUILD_H

#include <stdbool.h>

#include "base/error.h"

/* FOLDER/NAME.c becomes NAME in the working folder. What the compiler has to say goes to standard
 * error. */
bool stage_build(const char *folder, const char *name, struct error *err);

#endif
