/* Where the workbook's parts are, for a build tree, an installed tree and a handout (docs/handout.md).
 *
 *                build tree                  installed tree               handout
 *     program    BUILD/bin                   PREFIX/bin                   HANDOUT/grader/bin
 *     root       the source folder           PREFIX/share/workbook        HANDOUT
 *     libexec    BUILD/libexec/workbook      PREFIX/libexec/workbook      HANDOUT/grader/libexec/workbook
 *
 * Which one it is shows around the program: a build folder has a file workbook.source that holds the name of the
 * source folder, and no program holds it, for a handout tells nobody where it was made. What is none of these is
 * taken for installed in the prefix that it was configured for. The environment variable WORKBOOK_ROOT
 * replaces root in all: tests use it to show the grader a small workbook of their own.
 *
 * Under root: exercises/NN-name, solutions/NN-name. Under libexec: proctor, driver, confine and
 * tests/NN-name, the hidden test programs.
 */
#ifndef WORKBOOK_MODEL_LAYOUT_H
#define WORKBOOK_MODEL_LAYOUT_H

#include <stdbool.h>

#include "base/cleanup.h"
#include "base/error.h"

enum layout_kind {
    LAYOUT_BUILD,
    LAYOUT_INSTALLED,
    LAYOUT_HANDOUT, /* no solutions, no sources of tests */
};

struct layout {
    enum layout_kind kind;
    /* the grader itself, as it runs: readable also when its file has been replaced */
    char *program;
    char *root;    /* absolute */
    char *libexec; /* absolute */
};

#define AUTO_LAYOUT AUTO(layout_finish)

/* Fails when root has no exercises/. The caller finishes the layout. */
bool layout_find(struct layout *layout, struct error *err);
void layout_finish(struct layout *layout);

#endif
