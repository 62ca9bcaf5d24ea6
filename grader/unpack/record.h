/* What unpack says: records on standard output, read by batch/unpack.c.
 *
 *     KIND LENGTH LENGTH newline, then so many bytes of a path and so many of the rest
 *
 *     F path, contents      a source
 *     W path, sentence      a file that has a source's name and is none: "it is a link"
 *     S path, ""            something else, left aside
 *     P "", sentence        why the rest of the archive, or all of it, was not read
 *     E "", ""              the end: without it unpack was broken off
 */
#ifndef WORKBOOK_UNPACK_RECORD_H
#define WORKBOOK_UNPACK_RECORD_H

#include <stddef.h>

enum record_kind {
    RECORD_FILE = 'F',
    RECORD_UNFIT = 'W',
    RECORD_STRAY = 'S',
    RECORD_PROBLEM = 'P',
    RECORD_END = 'E',
};

/* What unpack keeps to, so that no archive costs more than it is worth. */
enum {
    UNPACK_ARCHIVE_BYTES_MAX = 32 << 20, /* of the archive itself */
    UNPACK_BYTES_MAX = 128 << 20,        /* that its compression may grow to, read or not */
    UNPACK_ENTRIES_MAX = 4096,
    UNPACK_DEPTH_MAX = 16, /* folders above a file */
    UNPACK_PATH_BYTES_MAX = 1024,
    UNPACK_FILES_MAX = 128,            /* sources */
    UNPACK_FILE_BYTES_MAX = 1 << 20,   /* of a source: as stage/source.h */
    UNPACK_SOURCE_BYTES_MAX = 8 << 20, /* of all sources */
};

/* Any string may be NULL: nothing. What cannot be written ends the program. */
void record_write(enum record_kind kind, const char *path, const char *bytes, size_t length);

#endif
