/* What one student handed in, in memory: every C source that was found, and a word about the rest. */
#ifndef WORKBOOK_BATCH_COLLECTION_H
#define WORKBOOK_BATCH_COLLECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "base/text.h"

/* What a folder may hold at most; archives have limits of their own (unpack/record.h). */
enum {
    COLLECTION_ENTRIES_MAX = 4096,
    COLLECTION_DEPTH_MAX = 16,
    COLLECTION_FILES_MAX = 512,
};

struct unpacker;

struct collected_file {
    char *path;  /* in the submission: "work/03-attach-detach/attach_detach.c"; any bytes */
    char *bytes; /* with a terminator behind them; NULL when it is unfit */
    size_t length;
    char *why_not; /* it is unfit: "it is a link"; NULL: it is a file like others */
    bool packed;   /* it was in an archive */
    bool taken;    /* for an exercise (batch/match.h) */
};

struct collection {
    struct collected_file *files;
    size_t file_count;
    size_t entries; /* seen so far */
    char **strays;  /* names of what is no source, and not what computers leave behind */
    size_t stray_count;
    char **notes; /* sentences about it, for people */
    size_t note_count;
    /* the sentence why it cannot be graded, which somebody must look at; NULL: it can */
    char *problem;
};

#define AUTO_COLLECTION AUTO(collection_finish)

void collection_finish(struct collection *collection);

/* Adds what lies at a path: a folder, an archive or a source. `shown` is what its files' paths begin with, "" for
 * nothing. Links are not followed, and nothing is waited for. False only when the grader's own part failed. */
bool collection_add(struct collection *collection, const struct unpacker *unpacker,
                    const char *path, const char *shown, struct error *err);

/* For who adds: all are copied. Of two of one path the last counts. A file that is something else than a source
 * (stage/source_kind.h) is unfit. */
void collection_add_file(struct collection *collection, const char *path, const char *bytes,
                         size_t length);
void collection_add_unfit(struct collection *collection, const char *path, const char *why_not);
void collection_add_stray(struct collection *collection, const char *path);
void collection_add_note(struct collection *collection, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The first one stays. */
void collection_set_problem(struct collection *collection, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
