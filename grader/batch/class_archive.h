/* The download of a learning platform, as one archive: opened into a folder that is then like any other class.
 *
 * The folder lies in the unpacker's memory, beside the gradebook, under the hash of the archive. So it is opened once, and
 * whoever is stopped begins it anew: a folder has its name only when it is whole. The program `unpack` opens
 * it in the sandbox; here only folders and regular files are made, below that folder, under names that were looked at.
 */
#ifndef WORKBOOK_BATCH_CLASS_ARCHIVE_H
#define WORKBOOK_BATCH_CLASS_ARCHIVE_H

#include "batch/unpack.h"
#include "model/manifest.h"

struct class_archive {
    /* that holds the submissions: where it has been opened, or the one folder that is there */
    char *folder;
    char **notes; /* sentences about what could not be taken; none when it had been opened before */
    size_t note_count;
};

/* A file whose name is that of an archive. */
bool class_archive_is_one(const char *path);

/* A fault is one sentence with the name of the archive: nothing of a damaged one is graded. */
bool class_archive_open(struct class_archive *opened, const struct unpacker *unpacker,
                        const char *path, struct error *err);
void class_archive_finish(struct class_archive *opened);

#endif
