/* The demos: two small programs each, a writer and a reader, in docs/demos/NAME.
 *
 * The programs are ordinary ones, to be compiled by hand and run in two terminals; nothing in them
 * knows that they may be shown side by side. demo_run.h shows them.
 */
#ifndef WORKBOOK_DEMO_DEMO_H
#define WORKBOOK_DEMO_DEMO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct demo {
    const char *name;
    const char *title;    /* one line */
    bool named;           /* its objects have POSIX names, which the programs take as an argument;
                             System V keys are made from the folder that they run in */
    unsigned opening;     /* lines of the writer before the reader is started; 0: until it waits */
    const char *exercise; /* where the same is practised */
};

/* In the order in which they are told. Static. */
const struct demo *demo_list(size_t *count);

/* NULL with a sentence that names the nearest, or all. */
const struct demo *demo_find(const char *name, struct error *err);

#endif
