/* What unpack says: records on standard output, read by batch/unpack.c.
 *
 *     KIND LENGTH LENGTH newline, then so many bytes of a path and so many of the rest
 *
 *     F path, contents      a source
 *     W path, sentence      a file that has a source's name and is none: "it is a link"
 *     S path, ""            something else, left aside
 *     P path, sentence      why the rest of the archive, or all of it, was not read; the path is that of the archive or
 *                           source in it which is to blame, or ""
 *     M "", number          there is more: `unpack class NUMBER` goes on
 *     E "", ""              the end: without it unpack was broken off
 *
 * `unpack` takes what one student handed in, and sources alone: F is a source. `unpack class NUMBER` takes the download
 * of a learning platform, from that entry on: F is a source, an archive, or Gradescope's list of who handed in what.
 */
#ifndef WORKBOOK_UNPACK_RECORD_H
#define WORKBOOK_UNPACK_RECORD_H

#include <stddef.h>

enum record_kind {
    RECORD_FILE = 'F',
    RECORD_UNFIT = 'W',
    RECORD_STRAY = 'S',
    RECORD_PROBLEM = 'P',
    RECORD_MORE = 'M',
    RECORD_END = 'E',
};

/* What unpack keeps to, so that no archive costs more than it is worth. */
enum {
    UNPACK_ARCHIVE_BYTES_MAX = 32 << 20, /* of the archive itself */
    UNPACK_BYTES_MAX = 128 << 20,        /* that its compression may grow to, read or not */
    UNPACK_ENTRIES_MAX = 4096,
    UNPACK_DEPTH_MAX = 16,             /* folders above a file */
    UNPACK_LEVELS_MAX = 2,             /* archives in the archive */
    UNPACK_INNER_BYTES_MAX = 16 << 20, /* of one of those */
    UNPACK_PATH_BYTES_MAX = 1024,
    UNPACK_FILES_MAX = 128,            /* sources */
    UNPACK_FILE_BYTES_MAX = 1 << 20,   /* of a source: as stage/source.h */
    UNPACK_SOURCE_BYTES_MAX = 8 << 20, /* of all sources */
};

/* The same of a class. Its output comes in parts, for no more than 16 MiB of a tool's output are read (stage/tool.h). */
enum {
    UNPACK_CLASS_ARCHIVE_BYTES_MAX = 256 << 20,
    UNPACK_CLASS_BYTES_MAX = 1 << 30,
    UNPACK_CLASS_ENTRIES_MAX = 65536,
    UNPACK_CLASS_FILE_BYTES_MAX = 10 << 20, /* of an archive in it */
    UNPACK_CLASS_PART_BYTES = 4 << 20,      /* a part ends with the file that makes it this long */
};

/* Any string may be NULL: nothing. What cannot be written ends the program. */
void record_write(enum record_kind kind, const char *path, const char *bytes, size_t length);

#endif
