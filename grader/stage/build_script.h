/* The shell script that compiles, looks and links, in the compiler's sandbox. */
#ifndef WORKBOOK_STAGE_BUILD_SCRIPT_H
#define WORKBOOK_STAGE_BUILD_SCRIPT_H

#include "model/manifest.h"
#include "stage/build.h"

/* Its exit statuses. Any other is none of the source's. */
enum build_script_status {
    BUILT = 0,
    NOT_COMPILED = 10,
    NOT_LINKED = 11,
    HAS_CONSTRUCTOR = 12,
    HAS_IFUNC = 13,
    HIDES = 14,
    IS_HIDDEN = 15
};

/* It reads the source from its standard input and prints the object. Beside it lie the header and, as "exportsSUFFIX", what
 * is to be visible. Owned by the caller. */
char *build_script_write(const struct manifest *manifest, enum build_variant variant,
                         const char *suffix);

#endif
