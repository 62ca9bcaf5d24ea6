/* The learner's editor, opened at a line: started beside the grader and left alone. It gets no terminal, so
 * that one which wants the terminal ends with an error instead of fighting for it.
 */
#ifndef WORKBOOK_WATCH_EDITOR_H
#define WORKBOOK_WATCH_EDITOR_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/error.h"

/* The command for an editor that opens a window of its own, by the name of its program
 * (`"/usr/bin/code --wait"` is code): "code -g %f:%l:%c". Static; NULL when it is not known to be one. */
const char *editor_command_of(const char *editor);

/* --edit-cmd's words, else those for $VISUAL, else those for $EDITOR; NULL: there is no such editor. */
const char *editor_choose_command(const char *wanted);

/* The words of a command, with %f, %l and %c (file, line, column) and %% put in. Words are parted by blanks, unless these
 * stand in '…' or "…"; no shell sees them. Without a %f the file is the last word. Ends with NULL; the
 * caller frees with editor_free_words. NULL with a sentence when it is no command. */
char **editor_split(const char *command, const char *file, unsigned line, unsigned column,
                    struct error *err);
void editor_free_words(char **words); /* NULL is accepted */

/* Editors that were started and may still end badly. */
enum { EDITORS_MAX = 8 };

struct editors {
    struct {
        pid_t pid;
        int pidfd; /* readable when it has ended; -1: a free place */
    } items[EDITORS_MAX];
};

void editors_init(struct editors *editors);

/* They live on; only the descriptors are closed. */
void editors_finish(struct editors *editors);

bool editors_start(struct editors *editors, char *const *words, struct error *err);

/* Takes leave of those that have ended. False, with a sentence, when one of them ended badly. */
bool editors_reap(struct editors *editors, struct error *err);

#endif
