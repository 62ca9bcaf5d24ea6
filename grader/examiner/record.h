/* Records: what a hidden test tells the grader, one JSON object a line, in the FIFO of
 * WORKBOOK_REPORT. They come from the trusted side alone; the student's processes cannot see that
 * file. Not for tests. */
#ifndef WORKBOOK_EXAMINER_RECORD_H
#define WORKBOOK_EXAMINER_RECORD_H

#include "examiner/ledger.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct wire_reply;

struct finding {
    const char *status; /* pass, fail, crash, timeout, skip */
    const char *did;
    const char *expected;
    const char *observed;
    const char *look;
    const char *function;           /* that is to be looked at; NULL: none was called */
    uint64_t function_offset;       /* of it in the student's object; 0: unknown */
    const struct wire_reply *crash; /* frames; NULL: none */
};

int record_open(void);

/* Writes one more record, from any thread. Takes it over. */
void record_emit(json_t *record);
/* Text of any bytes; null for NULL. */
json_t *record_text(const char *bytes);

void record_begin(const char *check);
void record_end(const char *check, const struct finding *finding, uint64_t duration_ns);
void record_leak(const char *kind, const struct object_entry *entry, const char *call,
                 uint64_t offset);
/* This line of the student's was the first in this check that printed, as its process says. */
void record_print(uint64_t offset);
/* An actor of this check had this process id. Killed: Valgrind's report of it is cut short. */
void record_actor(pid_t pid, const char *check, bool killed);

#endif
