/* A golden text: what a text must be, line for line, with holes for what cannot be known beforehand.
 *
 *     What happened   <any> of 64 messages were torn
 *
 * `<any>` stands for any run of text within its line, also for none. There is no other mark, and none
 * that stands for several lines.
 */
#ifndef WORKBOOK_SELFTEST_GOLDEN_H
#define WORKBOOK_SELFTEST_GOLDEN_H

#include "base/cleanup.h"
#include "base/text.h"

#include <stdbool.h>

/* The first line that is not as it should be; both strings without indentation and owned. */
struct golden_difference {
    unsigned line;  /* from 1 */
    char *expected; /* "" behind the last line of the golden text */
    char *got;      /* likewise of the text */
};

#define AUTO_GOLDEN_DIFFERENCE AUTO(golden_difference_finish)

/* True when the text is as it should be; else *difference says where it is not. */
bool golden_matches(const char *golden, const char *text, struct golden_difference *difference);

/* A new golden text for `text`: itself, but for the lines that a line of `golden` with a hole still
 * matches; those are taken over with their holes, each once and in their order. */
void golden_renew(const char *golden, const char *text, struct text *out);

void golden_difference_finish(struct golden_difference *difference);

#endif
