/* A policy in words, and what it makes of an example: how an instructor finds out that the file says what he meant.
 * The example is marked by the same functions as the class (mark.h). */
#ifndef WORKBOOK_GRADEBOOK_POLICY_WORDS_H
#define WORKBOOK_GRADEBOOK_POLICY_WORDS_H

#include "base/text.h"
#include "gradebook/policy.h"

/* Plain sentences, one a line. */
void policy_words_write(const struct policy *policy, const struct catalogue *catalogue,
                        struct text *out);

/* "1 day 2 hours", "15 minutes", "1 second"; of a time above 0. */
void policy_append_duration(struct text *out, int64_t ms);

#endif
