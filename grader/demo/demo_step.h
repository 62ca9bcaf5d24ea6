/* One step of a demo, as data: what happened, and how the programs and the kernel stand after it.
 *
 * The stage writes a step as one line of JSON, the grader reads it:
 *
 *     {"speaker": "writer", "line": "shmget: made segment 0",
 *      "states": ["goes on", "not started"], "rows": [["segment", "key 0x57010a2b  id 0 …"]]}
 *
 * Two lines more belong to this protocol: {"trouble": "a sentence"} when the stage cannot go on,
 * and {"end": true} after the last step.
 */
#ifndef WORKBOOK_DEMO_DEMO_STEP_H
#define WORKBOOK_DEMO_DEMO_STEP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/cleanup.h"
#include "base/error.h"

enum demo_speaker { DEMO_WRITER, DEMO_READER, DEMO_USER };

enum { DEMO_PROGRAMS = 2 }; /* DEMO_WRITER and DEMO_READER are their numbers */

/* A line of the kernel's tables: what kind of thing, and all about it. */
struct demo_row {
    char *what;
    char *text;
};

struct demo_step {
    enum demo_speaker speaker;
    char *line; /* what the program printed; in parentheses what was seen of it or done to it */
    char *states[DEMO_PROGRAMS];
    struct demo_row *rows;
    size_t row_count;
};

#define AUTO_DEMO_STEP AUTO(demo_step_finish)

void demo_step_finish(struct demo_step *step); /* leaves an empty step */

/* Appends a copy of both strings. */
void demo_step_add_row(struct demo_step *step, const char *what, const char *text);

const char *demo_speaker_name(enum demo_speaker speaker); /* "writer", "reader", "you" */

/* The step as JSON without a newline; owned by the caller. */
char *demo_step_encode(const struct demo_step *step);

enum demo_record { DEMO_RECORD_STEP, DEMO_RECORD_END, DEMO_RECORD_BROKEN };

/* Of a line of the protocol: a step (*step is to be empty before), the end, or trouble, whose
 * sentence is in *err, as it is when the line is no such record. */
enum demo_record demo_step_decode(const char *json, struct demo_step *step, struct error *err);

#endif
