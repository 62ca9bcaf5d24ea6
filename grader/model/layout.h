/* Where the workbook's parts are, for a build tree and for an installed tree.
 *
 *                    build tree                        installed tree
 *     root           the source folder                 PREFIX/share/workbook
 *     libexec        BUILD/libexec/workbook            PREFIX/libexec/workbook
 *
 * A program that lies below the build folder uses the build tree; any other uses the installed tree
 * around it (the folder above its bin/), or the prefix it was configured for. The environment
 * variable WORKBOOK_ROOT replaces root in both: tests use it to show the grader a small workbook of
 * their own.
 *
 * Under root: exercises/NN-name, solutions/NN-name. Under libexec: proctor, driver, confine and
 * tests/NN-name, the hidden test programs.
 */
#ifndef WORKBOOK_MODEL_LAYOUT_H
#define WORKBOOK_MODEL_LAYOUT_H

#include <stdbool.h>

#include "base/cleanup.h"
#include "base/error.h"

struct layout {
    char *root;    /* absolute */
    char *libexec; /* absolute */
    bool installed;
};

#define AUTO_LAYOUT AUTO(layout_finish)

/* Fails when root has no exercises/. The caller finishes the layout. */
bool layout_find(struct layout *layout, struct error *err);
void layout_finish(struct layout *layout);

#endif
