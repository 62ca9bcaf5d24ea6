/* Notices that the learner has saved his source, whichever way his editor does that: by writing into the
 * file, or by writing another one and renaming it. Swap files, backups and the editor's tries (".x.c.swp", "x.c~",
 * "4913") are other names, and nobody's business.
 *
 * inotify(7) on the folder, not on the file, which another one may take the place of. It does not hear of
 * what another machine or another kernel writes (NFS, SMB, 9P under WSL 2, FUSE, some folders shared with
 * containers): there, and wherever inotify cannot be had, a timer looks at the file twice a second.
 */
#ifndef WORKBOOK_WATCH_SAVES_H
#define WORKBOOK_WATCH_SAVES_H

#include <stdbool.h>
#include <sys/stat.h>

#include "base/error.h"

enum { SAVES_DESCRIPTORS = 2, SAVES_FILES = 2 };

/* By what a file is known to be another one than before. */
struct saves_mark {
    bool there;
    dev_t device;
    ino_t inode;
    off_t bytes;
    struct timespec written, changed;
};

struct saves {
    int notify; /* inotify; -1: there is none */
    int timer;  /* timerfd(2) */
    int watch;  /* of the folder; -1: none, the timer alone looks */
    bool always_poll;
    char *folder;             /* owned */
    char *names[SAVES_FILES]; /* the source first; owned */
    struct saves_mark marks[SAVES_FILES];
};

/* What happened since the last look. */
struct saves_news {
    bool saved; /* one of the files was written or replaced */
    bool gone;  /* the source is not there any more */
};

/* With `always_poll` the timer looks whatever the file system is. */
bool saves_init(struct saves *saves, bool always_poll, struct error *err);
void saves_finish(struct saves *saves);

/* Looks at `source` and `header` in that folder from now on, and no more at what was before. */
void saves_aim(struct saves *saves, const char *folder, const char *source, const char *header);

/* To be polled for reading; -1 is to be left out, as poll(2) does. */
void saves_descriptors(const struct saves *saves, int descriptors[SAVES_DESCRIPTORS]);

/* To be called when one of them is readable. Does not wait. */
struct saves_news saves_take(struct saves *saves);

/* Does the timer look, too? */
bool saves_polls(const struct saves *saves);

#endif
