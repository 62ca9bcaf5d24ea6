/* What every stage needs to know of the machine and the installation. Set up once, read by all
 * threads. */
#ifndef WORKBOOK_STAGE_MACHINE_H
#define WORKBOOK_STAGE_MACHINE_H

#include "base/error.h"

#include <stdbool.h>

struct cancel;
struct layout;

struct machine {
    const char *libexec; /* borrowed from the layout */
    const char *sandbox; /* "full", "reduced" or "off" */
    bool full;
    char *run_folder;            /* where reduced mode makes its arenas; owned; NULL in full mode */
    int run_lock;                /* held as long as that folder is ours (stage/run_folder.h) */
    const struct cancel *cancel; /* of the grading; borrowed; NULL: nobody calls it off */
};

/* An open file of the installation (below libexec), for a sandbox to copy. -1 with a sentence. */
int machine_open_program(const struct machine *machine, const char *name, struct error *err);

/* A file in memory with these contents, rewound. -1 with a sentence. */
int machine_memory_file(const char *name, const void *bytes, unsigned long length,
                        struct error *err);

#endif
