/* What the program `unpack` printed, record by record (unpack/record.h). */
#ifndef WORKBOOK_BATCH_UNPACK_RECORD_H
#define WORKBOOK_BATCH_UNPACK_RECORD_H

#include <stdbool.h>
#include <stddef.h>

/* What is still to be read. */
struct unpack_output {
    const char *at;
    size_t left;
};

struct unpack_record {
    char kind;  /* enum record_kind, or anything else */
    char *path; /* owned, as the bytes are; both with a terminator behind them */
    char *bytes;
    size_t length;
};

/* False when there is none, or it does not fit into what is there: a program under attack may print anything. The
 * record is to be finished in both cases. */
bool unpack_record_read(struct unpack_output *output, struct unpack_record *record);
void unpack_record_finish(struct unpack_record *record);

#endif
