/* Was this file found sound, and has nobody but us changed it since?
 *
 * To look at every page of a record of five thousand attempts takes 30 ms, which a learner feels, and nothing new is seen by doing
 * it again. So a file carries the inode, length and time of change that it had when it was last known to be sound, as an
 * extended attribute (xattr(7)). A file that was copied, restored, cut or written to by anybody else does not agree
 * with it. Where a file system has no such attributes each opening is a look at all pages.
 */
#ifndef WORKBOOK_DATABASE_SOUNDNESS_H
#define WORKBOOK_DATABASE_SOUNDNESS_H

#include <stdbool.h>

/* The state of a file, to compare or to keep. */
struct soundness {
    char state[96]; /* "": it cannot be told */
};

struct soundness soundness_of(const char *path);

bool soundness_is_known(const char *path, const struct soundness *now);
void soundness_remember(const char *path, const struct soundness *found);
void soundness_forget(const char *path);

#endif
