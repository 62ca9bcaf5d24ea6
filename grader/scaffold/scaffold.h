/* A new exercise: small, complete and working, to be filled in by its author.
 *
 * The files come from ROOT/grader/scaffold/template (template.h), which mirrors the tree:
 *
 *     template/exercises/  ->  exercises/NN-name/         manifest, lesson, header, stub
 *     template/solutions/  ->  solutions/NN-name/         model solution, notes
 *     template/tests/      ->  tests/exercises/NN-name/   hidden tests, mutants, alternatives, contract;
 *                                                         and the stub once more, for the selftest
 *
 * and the exercise's name is added to tests/exercises/CMakeLists.txt, so that the next build knows it.
 * The keys are @NUMBER@ (8), @NN@ (08), @NAME@ (message-board), @FOLDER@ (08-message-board), @STEM@
 * (message_board), @GUARD@ (MESSAGE_BOARD_H) and @TITLE@.
 *
 * All or nothing: the folders are written under hidden names beside their places and renamed when they
 * are whole, the one that the catalogue sees last.
 */
#ifndef WORKBOOK_SCAFFOLD_SCAFFOLD_H
#define WORKBOOK_SCAFFOLD_SCAFFOLD_H

#include <stdbool.h>

#include "base/error.h"
#include "model/catalogue.h"

struct scaffold {
    unsigned number; /* 1..99, free */
    char *name;      /* "message-board" */
    char *folder;    /* "08-message-board" */
    char *title;     /* "Message board" */
};

/* Understands "message-board", which gets the next free number, or "08-message-board". `title` may be
 * NULL: it is made of the name then. False when the word is no name of a new exercise; *err says why. */
bool scaffold_name(struct scaffold *scaffold, const char *word, const char *title,
                   const struct catalogue *catalogue, struct error *err);
void scaffold_finish(struct scaffold *scaffold);

/* Writes it into the tree. After a failure the tree is as it was. */
bool scaffold_write(const struct scaffold *scaffold, const char *root, struct error *err);

#endif
