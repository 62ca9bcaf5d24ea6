/* A pipe from a child, read into a text of bounded length until the child and all that inherited
 * its end have closed it, or a limit. What comes beyond the bound is read and dropped. */
#ifndef WORKBOOK_STAGE_CHANNEL_H
#define WORKBOOK_STAGE_CHANNEL_H

#include "base/cancel.h"
#include "base/error.h"
#include "base/text.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct channel {
    int reader; /* -1 once it is at its end */
    int writer; /* for the child; channel_read_all closes our copy */
    struct text *text;
    size_t limit;
    /* Called with each piece instead of appending to text, when set. */
    void (*take)(void *context, const char *bytes, size_t length);
    void *context;
};

bool channel_open(struct channel *channel, struct text *text, size_t limit, struct error *err);
void channel_close(struct channel *channel);

/* How long to go on. */
struct channel_limit {
    pid_t worker;    /* the writers are this process and its descendants; 0: somebody */
    uint64_t own_ms; /* of their own time (base/own_time.h); of somebody's: the wall clock */
    const atomic_bool *abandoned; /* set by another thread: soon no more; may be NULL */
    const struct cancel *cancel;  /* raised: at once no more; may be NULL */
};

/* Reads all of them to their ends. False when the limit was reached before. */
bool channel_read_all(struct channel *channels, size_t count, const struct channel_limit *limit);

#endif
